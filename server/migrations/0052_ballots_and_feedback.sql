-- One ballot for each person. Who was elected again while a vote was open has two mandates that adjoin,
-- but one vote.
alter table criteria_ballot add column person_id uuid references person;
update criteria_ballot b
set person_id = d.person_id
from delegate d
where d.id = b.delegate_id;
delete from criteria_ballot b
using criteria_ballot later
where later.vote_id = b.vote_id
  and later.person_id = b.person_id
  and (later.cast_at, later.delegate_id) > (b.cast_at, b.delegate_id);
alter table criteria_ballot
    drop constraint criteria_ballot_pkey,
    alter column person_id set not null,
    add primary key (vote_id, person_id);
create index criteria_ballot_person on criteria_ballot (person_id);
create index criteria_ballot_delegate on criteria_ballot (delegate_id);

-- Only feedback of who was logged in as a teacher counts for the rules: a link works for everybody, also
-- for who made it. It stays so when the giver is forgotten later.
alter table feedback add column by_teacher boolean;
update feedback set by_teacher = giver_id is not null;
alter table feedback alter column by_teacher set not null;
