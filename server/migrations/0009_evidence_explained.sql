-- What a file of evidence with a subject is, and what the teacher explains about it; both as the
-- teacher says, and both may stay empty.
alter table evidence
    add column proof text check (proof in ('oud-diploma', 'buitenlands-diploma', 'anders')),
    add column note text check (length(note) between 1 and 2000),
    add constraint evidence_explained_with_claim
        check (claim_id is not null or num_nonnulls(proof, note) = 0);
