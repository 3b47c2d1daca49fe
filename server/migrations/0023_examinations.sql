-- A supplier begins anew for each notation apart: a certificate for the one leaves what was shown in
-- the other.
alter table examination
    drop constraint examination_pkey,
    add column notation text not null default 'json' check (notation in ('json', 'xml'));
insert into examination (supplier_id, begun_at, after_call, notation)
select supplier_id, begun_at, after_call, 'xml' from examination;
alter table examination
    alter column notation drop default,
    add primary key (supplier_id, notation, begun_at);

comment on column conformance_certificate.evidence is
    'Each case with its steps and the calls that showed them, as they were when the certificate was '
    'issued: the sandbox forgets its calls.';
