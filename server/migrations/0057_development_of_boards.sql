-- What the teachers of a board did in the school year that is over, counted every night: to read what
-- thousands of teachers did takes seconds, and nothing of it changes while somebody waits. Nobody
-- sees these counts as they are; see shared::disclosure.
create table board_development (
    board_number text primary key references board,
    -- The first day of the school year.
    first_day date not null,
    -- Teachers who confirmed an appointment at the board, and how many of them have an activity.
    teachers bigint not null,
    active bigint not null,
    -- How many have hours in each category, in the order of shared::portfolio::Category.
    by_category bigint[] not null
);
