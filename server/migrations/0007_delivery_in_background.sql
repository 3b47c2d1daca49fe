-- A delivery is taken in behind the page: what was received waits here, sealed, until its last
-- record has been looked at. How many records that are is known at once, for the progress.
create table delivery_upload (
    delivery_id uuid primary key references delivery,
    sealed bytea not null
);
-- Compressing what is sealed wins nothing.
alter table delivery_upload alter column sealed set storage external;

alter table delivery add column row_count integer not null default 0;
update delivery
set row_count = new_count + changed_count + unchanged_count + older_count + refused_count;

create index delivery_unfinished on delivery (received_at) where processed_at is null;
