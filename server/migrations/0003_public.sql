-- What may be public of an appointment, in one place: confirmed by the teacher, listed in the
-- register, not removed. Never the vestibule (articles 38o and 38t WPO).
create view public_appointment as
select appointment.person_id,
       version.valid,
       school_board.sector,
       school.name as school,
       coalesce(location.place, school.place) as place,
       lower(entry.recorded) as confirmed_at,
       coalesce(
           (select array_agg(distinct claim_version.subject)
            from subject_claim claim
            join subject_claim_version claim_version
                on claim_version.claim_id = claim.id
                and upper_inf(claim_version.recorded)
                and claim_version.status = 'recorded'
            where claim.appointment_id = appointment.id),
           '{}') as subjects
from appointment
join appointment_version version
    on version.appointment_id = appointment.id
    and upper_inf(version.recorded)
    and not version.removed
join placement
    on placement.appointment_id = appointment.id
    and upper_inf(placement.recorded)
    and placement.target = 'register'
join entry
    on entry.appointment_id = appointment.id
    and upper_inf(entry.recorded)
    and entry.status = 'confirmed'
join school on school.brin = version.brin
left join location on location.code = version.location_code
left join school_board
    on school_board.brin = version.brin
    and school_board.valid @> lower(version.valid);
