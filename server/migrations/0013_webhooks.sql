-- Where a program wants to hear that there is something to read (handbook, 6.2). The notice holds
-- no more than how far the feedback is, so that a program that hears nothing misses nothing.
create table webhook (
    client_id text primary key references supplier_client,
    url text not null,
    -- The key of the signature, sealed.
    secret_sealed bytea not null,
    created_at timestamptz not null,
    -- How far the last notice told, as the cursor of the feedback.
    told_in xid8 not null,
    told_sequence bigint not null default 0,
    told_at timestamptz,
    -- How often in a row it did not come through, and when to try again.
    failures integer not null default 0,
    next_try timestamptz not null,
    last_failure text,
    -- Given up: the supplier must set it again.
    stopped_at timestamptz
);
create index webhook_due on webhook (next_try) where stopped_at is null;
