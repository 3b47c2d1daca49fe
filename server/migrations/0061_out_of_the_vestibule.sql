-- An appointment in the vestibule whose last day has passed goes out of it, and is kept for five years
-- (article 38s, fourth paragraph, WPO).
alter table entry
    drop constraint entry_cause_check,
    add constraint entry_cause_check
        check (cause in ('reentered', 'board', 'request', 'pension_age', 'death', 'ended'));
