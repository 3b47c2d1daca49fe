-- A member of the committee who stands in the register: for which boards this person works follows
-- from the appointments of the day, and is not typed.
alter table committee_member add column person_id uuid references person;
create index committee_member_person on committee_member (person_id) where person_id is not null;

-- What is asked and did not come is found each night.
create index case_wait_over on case_wait (last_on) where answered_at is null and lapsed_at is null;
