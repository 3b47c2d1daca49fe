-- Deletions of appointments that never came, as tombstones: earlier versions that come late must
-- not bring the appointment in. Of an appointment that we have, its last version tells it.
create table tombstone (
    board_number text not null references board,
    number text not null,
    -- The highest version that was received.
    version integer not null check (version > 0),
    recorded_at timestamptz not null,
    delivery_id uuid not null references delivery,
    primary key (board_number, number)
);

-- What was received waits in pieces, so that no server holds a whole batch. The pieces come before
-- the delivery that they are of: that is there once the last piece is.
alter table delivery_upload
    drop constraint delivery_upload_delivery_id_fkey,
    drop constraint delivery_upload_pkey,
    add column piece integer not null default 0,
    add primary key (delivery_id, piece);
alter table delivery
    add column format text not null default 'csv' check (format in ('csv', 'ndjson', 'xml'));
