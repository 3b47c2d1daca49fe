-- Signals (signalen, handbook 6.4): what a board hears later than the answer to a delivery. They
-- come with the feedback of deliveries, in the order of the transactions that wrote them.
create table signal (
    id uuid primary key,
    board_number text not null references board,
    -- Nothing when it is about the board.
    appointment_id uuid references appointment,
    rule text not null,
    -- What it is about, so that the same is never told twice.
    subject text not null,
    finding jsonb not null,
    raised_on date not null,
    written_in xid8 not null default pg_current_xact_id(),
    sequence bigint not null generated always as identity,
    unique (board_number, rule, subject)
);
create index signal_order on signal (written_in, sequence);
create index signal_appointment on signal (appointment_id);
