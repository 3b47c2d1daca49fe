-- The sandbox (handbook, 6.5): filled only in the database of the sandbox itself.

-- The boards that were made for a program, so that programs do not meet. One of them has a mandate
-- that is over.
create table sandbox_board (
    board_number text primary key references board,
    client_id text not null references supplier_client,
    mandate_over boolean not null
);
create index sandbox_board_client on sandbox_board (client_id);

-- What a program sent and what it was answered, in that order. Only test persons come in.
create table sandbox_call (
    id bigint generated always as identity primary key,
    client_id text not null references supplier_client,
    at timestamptz not null,
    method text not null,
    -- Below the base of the API, with what was asked.
    path text not null,
    media_type text not null,
    -- Empty when it was too long to keep.
    sent text not null,
    status smallint not null,
    -- In seconds.
    retry_after integer,
    answer text not null
);
create index sandbox_call_client on sandbox_call (client_id, id);

-- Programs that asked to be told once that it is busy.
create table sandbox_busy (
    client_id text primary key references supplier_client
);
