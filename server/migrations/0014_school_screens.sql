-- A file that a school looks at before it delivers it: sealed, with what would become of each
-- record sealed beside it. Kept for a day, and removed when it is delivered.
create table delivery_preview (
    id uuid primary key,
    board_number text not null references board,
    file_name text not null,
    created_at timestamptz not null,
    sealed bytea not null,
    outcome_sealed bytea not null
);
alter table delivery_preview alter column sealed set storage external;
create index delivery_preview_age on delivery_preview (created_at);

-- Contact persons (contactpersonen) of a board, and when it last said that this is right; twice a
-- year it is asked (handbook, 6.6). Who left stays, with the day.
create table contact_person (
    id uuid primary key,
    board_number text not null references board,
    role text not null check (role in ('contact', 'delivery', 'decision', 'deputy')),
    name text not null,
    email text not null,
    phone text,
    since timestamptz not null,
    ended_at timestamptz,
    confirmed_at timestamptz not null,
    confirmed_by text not null
);
create index contact_person_board on contact_person (board_number) where ended_at is null;
