-- How much a teacher keeps is added up at each upload.
create index evidence_person on evidence (person_id) where removed_at is null;
