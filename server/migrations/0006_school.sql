-- What the desk of the schools reads often: the current rows, the outcome of a delivery, and who
-- logged in for a board.

-- One current row for each history; the look-up of every page.
create unique index appointment_version_current on appointment_version (appointment_id)
    where upper_inf(recorded);
create unique index placement_current on placement (appointment_id) where upper_inf(recorded);
create unique index entry_current on entry (appointment_id) where upper_inf(recorded);

-- An appointment as it stands now: what the board delivered last, where that is listed, and
-- whether the teacher confirmed it.
create view current_appointment as
select appointment.id,
       appointment.board_number,
       appointment.number,
       appointment.person_id,
       version.version,
       version.valid,
       version.brin,
       version.location_code,
       version.ground_code,
       version.teaching_fields,
       placement.target,
       placement.maximum_date,
       -- The last day on the list: of the appointment or of the ground, whichever is first.
       least(upper(version.valid) - 1, placement.maximum_date) as last_day,
       coalesce(entry.status = 'confirmed', false) as confirmed
from appointment
join appointment_version version
    on version.appointment_id = appointment.id
    and upper_inf(version.recorded)
    and not version.removed
join placement
    on placement.appointment_id = appointment.id
    and upper_inf(placement.recorded)
left join entry
    on entry.appointment_id = appointment.id
    and upper_inf(entry.recorded);

-- How the records of a delivery ended, kept up with each batch of records.
alter table delivery
    add column new_count integer not null default 0,
    add column changed_count integer not null default 0,
    add column unchanged_count integer not null default 0,
    add column older_count integer not null default 0,
    add column refused_count integer not null default 0;
create index delivery_same_file on delivery (board_number, file_hash);
create index delivery_record_refused on delivery_record (delivery_id) where outcome = 'refused';
create index delivery_record_notices on delivery_record (delivery_id)
    where outcome <> 'refused' and findings <> '[]';

-- The answer of the school to a report: adjusted, or why it is right as it stands.
alter table correction_request
    add column outcome text check (outcome in ('adjusted', 'stands')),
    add column answered_by text;

create index session_board on session (board_number, created_at desc)
    where board_number is not null;

-- The highest version that was received of an appointment, also when it said nothing new: a
-- message in between that comes late stays older.
alter table appointment add column last_version integer not null default 0;

-- The document that carried a record, and its content, so that a document's number is not used
-- for something else later.
alter table delivery_record
    add column document_id uuid,
    add column content_hash bytea;
create index delivery_record_document on delivery_record (document_id)
    where document_id is not null;
