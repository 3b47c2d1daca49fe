-- Suppliers log in with eHerkenning, are examined in the sandbox, and get certificates (handbook, 6.5).

-- An OIN that begins with 00000003 holds the number of the Kamer van Koophandel.
alter table supplier
    add column kvk text unique
    generated always as (case when oin like '00000003%' then substr(oin, 9, 8) end) stored;

alter table session
    add column supplier_id uuid references supplier,
    drop constraint session_role_check,
    add constraint session_role_check check (role in ('teacher', 'school', 'supplier', 'staff'));

-- When a supplier began an examination anew: calls of the sandbox up to this one do not count.
create table examination (
    supplier_id uuid not null references supplier,
    begun_at timestamptz not null,
    after_call bigint not null,
    primary key (supplier_id, begun_at)
);

-- That a release of a package passed all cases in a notation; good for one major version of the
-- messages. Never changed.
create table conformance_certificate (
    id uuid primary key,
    supplier_id uuid not null references supplier,
    product text not null,
    release text not null,
    notation text not null check (notation in ('json', 'xml')),
    major integer not null,
    issued_on date not null,
    -- For each case the calls of the sandbox that show it.
    evidence jsonb not null,
    unique (supplier_id, product, release, notation, major)
);
