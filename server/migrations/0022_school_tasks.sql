-- What the screens of a school need to show what waits for a board, and how it stands per school.

-- A board that dealt with a signal puts it away; when and by whom stays known.
alter table signal
    add column handled_at timestamptz,
    add column handled_by text,
    add check ((handled_at is null) = (handled_by is null));
create index signal_open on signal (board_number, raised_on) where handled_at is null;

-- A program that sends one message at a time makes a delivery of each. A school reads them together,
-- by program and day: this is that day, and nothing for what stands by itself.
alter table delivery
    add column message_day date generated always as (
        case when channel = 'api' and row_count = 1
             then (received_at at time zone 'Europe/Amsterdam')::date
        end
    ) stored;
create index delivery_messages on delivery (board_number, message_day, delivered_by)
    include (received_at)
    where message_day is not null;
create index delivery_alone on delivery (board_number, received_at desc)
    where message_day is null;
-- Of the thousands of deliveries of a large board only a few have records that were refused.
create index delivery_with_refusals on delivery (board_number, received_at)
    where refused_count > 0;

-- The figures per school are read from the index alone too.
drop index current_appointment_board;
create index current_appointment_board on current_appointment (board_number)
    include (id, person_id, valid, brin, location_code, ground_code, target, last_day, confirmed);
