-- The terms that end are asked for at every page of a school, for the number at "Taken": of thousands of
-- appointments a few have one.
create index current_appointment_ends on current_appointment (board_number, last_day)
    where target = 'vestibule' and not removed;
