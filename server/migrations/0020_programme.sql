-- Joining in waves (handbook, 6.6): which board is in which wave, news and letters to contact
-- persons, and what schools tell of how it goes. The waves themselves are dated data of the program.

create table board_wave (
    board_number text not null references board,
    -- The code of the wave.
    wave text not null,
    recorded tstzrange not null,
    moved_by text not null,
    primary key (board_number, recorded without overlaps)
);
create unique index board_wave_current on board_wave (board_number) where upper_inf(recorded);

-- News for the boards that join; without a wave and a sector it is for all.
create table news (
    id uuid primary key,
    title text not null,
    body text not null,
    wave text,
    sector text,
    published_at timestamptz not null,
    published_by text not null
);
create index news_published on news (published_at desc);

-- A letter to a contact person, by mail. It is sent once, or the address refused it.
create table letter (
    id uuid primary key,
    contact_id uuid not null references contact_person,
    -- What it is about, so that nobody hears the same twice: `nieuws/<number>`, `bevestigen/2026-2`.
    occasion text not null,
    news_id uuid references news,
    written_at timestamptz not null,
    sent_at timestamptz,
    refused_at timestamptz,
    unique (contact_id, occasion),
    check (sent_at is null or refused_at is null)
);
create index letter_news on letter (news_id);

-- An address that refused a letter reaches nobody.
alter table contact_person add column unreachable_since timestamptz;

-- What a school tells of how it goes, and our answer.
create table reaction (
    id uuid primary key,
    board_number text not null references board,
    topic text not null check (topic in ('delivery', 'screens', 'grounds', 'other')),
    body text not null,
    given_at timestamptz not null,
    given_by text not null,
    answer text,
    answered_at timestamptz,
    answered_by text,
    check ((answer is null) = (answered_at is null))
);
create index reaction_board on reaction (board_number, given_at desc);
create index reaction_open on reaction (given_at) where answer is null;
