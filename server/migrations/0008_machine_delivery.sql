-- Programs that deliver for a board: of a supplier of software, or of an administration office.

create table supplier (
    id uuid primary key,
    -- Organisatie-identificatienummer.
    oin text not null unique check (oin ~ '^\d{20}$'),
    name text not null
);

-- A program of a supplier, and the public keys (a JWK set) with which it signs (RFC 7523).
create table supplier_client (
    client_id text primary key,
    supplier_id uuid not null references supplier,
    keys jsonb not null
);

-- For which boards a supplier may deliver, from day to day (handbook, 6.2).
create table mandate (
    board_number text not null references board,
    supplier_id uuid not null references supplier,
    valid daterange not null,
    granted_by text not null,
    granted_at timestamptz not null,
    primary key (board_number, supplier_id, valid without overlaps)
);
create index mandate_supplier on mandate (supplier_id);

-- Access tokens, by their hash; short-lived.
create table api_token (
    token_hash bytea primary key,
    client_id text not null references supplier_client,
    expires_at timestamptz not null
);

-- Assertions that were used: each counts once.
create table client_assertion (
    client_id text not null references supplier_client,
    jti text not null,
    expires_at timestamptz not null,
    primary key (client_id, jti)
);

-- The order in which outcomes became known. A transaction that began earlier may end later, so the
-- number of the transaction goes first: below the oldest one that still runs, nothing is added.
alter table delivery_record
    add column written_in xid8 not null default pg_current_xact_id(),
    add column sequence bigint generated always as identity;
create index delivery_record_order on delivery_record (written_in, sequence);
