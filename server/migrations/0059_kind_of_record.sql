-- What a record asked: to record an appointment, or to remove one. A removal that was refused is not put
-- right by delivering the appointment.
alter table delivery_record
    add column kind text not null default 'appointment' check (kind in ('appointment', 'removal'));
update delivery_record
set kind = 'removal'
where outcome = 'refused'
  and repaired_by is null
  and (sent ? 'verwijderingReden' or findings @> '[{"rule": "LR-F024"}]');
