-- Boards come and go, like their schools. A board that ended may come back, so it has several periods.
alter table board
    add column valid datemultirange not null default '{[1950-08-01,)}',
    -- Since when we know of it: who never delivered is asked some time after that.
    add column known_since date not null default current_date;

-- Whom the daily round asks the BRP about again: the longest ago first.
create index person_lookup_asked on person_lookup (asked_at);
