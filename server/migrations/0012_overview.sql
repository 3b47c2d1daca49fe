-- What a program asks of the register for a board, and what a board says of it (handbook, 6.2).

-- An overview is a moment: the register keeps what it knew then, so nothing is copied.
create table overview (
    id uuid primary key,
    board_number text not null references board,
    made_at timestamptz not null,
    made_by text not null
);
create index overview_board on overview (board_number);

-- A board declares that it has delivered every appointment that held on a day.
create table completeness (
    id uuid primary key,
    board_number text not null references board,
    reference_date date not null,
    -- How many appointments the register had of the board on that day when it was declared.
    appointment_count integer not null,
    declared_at timestamptz not null,
    declared_by text not null,
    unique (board_number, reference_date)
);
