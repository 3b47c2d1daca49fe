-- Applications for re-registration and objections: for what a case waits, the advisory committee, and
-- who may not decide.

-- A case may be of more kinds, and wait for somebody.
alter table case_file
    drop constraint case_file_kind_check,
    drop constraint case_file_state_check,
    drop constraint case_file_verdict_check;
do $$
declare found text;
begin
    -- The checks that name states and verdicts have names of their own choosing.
    for found in
        select conname
        from pg_constraint
        where conrelid = 'case_file'::regclass
          and contype = 'c'
          and conname <> 'case_decided_by_two'
          and pg_get_constraintdef(oid) like '%state%'
    loop
        execute format('alter table case_file drop constraint %I', found);
    end loop;
end $$;
alter table case_event drop constraint case_event_verdict_check;
-- Which kinds there are, shared::case::CaseKind says.
alter table case_file add constraint case_file_kind_check check (kind ~ '^[a-z_]+$');
alter table decision_mandate drop constraint decision_mandate_kind_check;

-- An application for re-registration: everything that was sent, as it was sent, with its hash (article
-- 2:17 Awb).
create table reregistration_application (
    id uuid primary key,
    person_id uuid not null references person,
    submitted_at timestamptz not null,
    term daterange not null check (not isempty(term)),
    sent text not null,
    hash bytea not null check (hash = sha256(convert_to(sent, 'UTF8'))),
    -- Whether every rule was objectively met.
    fulfilled boolean not null,
    -- The draw of the sample, so that anybody can make it again.
    seed text not null check (seed ~ '^[0-9a-f]{32}$'),
    per_thousand smallint not null check (per_thousand between 0 and 1000),
    drawn boolean not null
);
create index reregistration_application_person on reregistration_application (person_id);

-- The seed of the draws of a day; drawn before the first application of that day is numbered.
create table sample_seed (
    day date primary key,
    seed text not null check (seed ~ '^[0-9a-f]{32}$')
);

-- An objection (bezwaar) against a decision.
create table objection (
    id uuid primary key,
    person_id uuid not null references person,
    decision_id uuid not null references decision,
    entered_at timestamptz not null,
    received_on date not null,
    posted_on date check (posted_on <= received_on),
    -- Who of the staff entered one on paper; nothing when the teacher made it here.
    entered_by text,
    -- The reasons; nothing when they follow later (pro forma).
    grounds text,
    -- Why it is late.
    excuse text,
    late boolean not null,
    sent text not null,
    hash bytea not null check (hash = sha256(convert_to(sent, 'UTF8')))
);
create index objection_decision on objection (decision_id);
create index objection_person on objection (person_id);

alter table case_file
    add column application_id uuid unique references reregistration_application,
    add column objection_id uuid unique references objection,
    add constraint case_file_state_check check (
        state in ('open', 'in_hand', 'completing', 'advising', 'viewing', 'hearing', 'proposed',
                  'decided', 'withdrawn')
    ),
    add constraint case_file_verdict_check check (verdict in ('granted', 'refused', 'not_handled')),
    add constraint case_with_worker check (
        (state in ('in_hand', 'completing', 'advising', 'viewing', 'hearing', 'proposed'))
        = (worker is not null)
    ),
    add constraint case_with_verdict check (
        (state in ('proposed', 'decided')) = (verdict is not null)
    ),
    add constraint case_closed check ((state in ('decided', 'withdrawn')) = (closed_at is not null)),
    add constraint case_of_application check (
        (kind = 'reregistration') = (application_id is not null)
    ),
    add constraint case_of_objection check ((kind = 'objection') = (objection_id is not null)),
    drop constraint case_decided_by_two,
    -- Four eyes: only accepting evidence is done by one person, and only granting re-registration by
    -- none, of which a trigger sees that every rule was met.
    add constraint case_decided_by_two check (
        state <> 'decided'
        or (kind = 'evidence' and verdict = 'granted')
        or (kind = 'reregistration' and verdict = 'granted'
            and proposed_by is null and confirmed_by is null)
        or (proposed_by is not null and confirmed_by is not null and proposed_by <> confirmed_by)
    );
alter table case_event
    add constraint case_event_verdict_check check (verdict in ('granted', 'refused', 'not_handled'));
alter table decision_mandate
    add constraint decision_mandate_kind_check check (kind ~ '^[a-z_]+$');

-- A decision is of two people, or of none when it grants.
alter table decision
    alter column proposed_by drop not null,
    alter column confirmed_by drop not null,
    add constraint decision_by_two_or_none check ((proposed_by is null) = (confirmed_by is null));

-- A person decides on what is in the sample, and on what does not meet every rule.
create function case_decided_by_none_only_when_met() returns trigger language plpgsql as $$
begin
    if new.kind = 'reregistration' and new.state = 'decided' and new.confirmed_by is null
       and not exists (
           select
           from reregistration_application
           where id = new.application_id and fulfilled and not drawn
       ) then
        raise exception 'a person must decide on this application';
    end if;
    return new;
end $$;
create trigger case_decided_by_none_only_when_met
    before insert or update on case_file
    for each row execute function case_decided_by_none_only_when_met();

-- An objection is for somebody else than those who took the decision (articles 7:5 and 10:3, third
-- paragraph, Awb).
create function objection_is_for_another() returns trigger language plpgsql as $$
begin
    if new.kind = 'objection' and exists (
        select
        from objection o
        join decision d on d.id = o.decision_id
        where o.id = new.objection_id
          and array_remove(array[d.proposed_by, d.confirmed_by], null)
              && array_remove(array[new.worker, new.proposed_by, new.confirmed_by], null)
    ) then
        raise exception 'somebody else must handle this objection'
            using errcode = 'check_violation', constraint = 'objection_is_for_another';
    end if;
    return new;
end $$;
create trigger objection_is_for_another
    before insert or update on case_file
    for each row execute function objection_is_for_another();

-- What was asked in a case, and what came of it.
create table case_wait (
    id uuid primary key,
    case_id uuid not null references case_file,
    what text not null check (what in ('completion', 'advice', 'view', 'hearing')),
    asked_at timestamptz not null,
    asked_by text not null,
    question text not null,
    last_on date not null,
    last_steps jsonb not null,
    answered_at timestamptz,
    answer text,
    lapsed_at timestamptz,
    check ((answered_at is null) = (answer is null)),
    check (num_nonnulls(answered_at, lapsed_at) <= 1)
);
create unique index case_wait_open on case_wait (case_id)
    where answered_at is null and lapsed_at is null;
create index case_wait_case on case_wait (case_id);

-- What was proposed besides a verdict and its reasons.
create table case_ruling (
    case_id uuid not null references case_file,
    nr integer not null,
    deviation text,
    skip text check (skip in ('a', 'b', 'c', 'd', 'e')),
    primary key (case_id, nr)
);

-- What made the term of a case longer, besides what was asked of the teacher: adjourned once (article
-- 7:10, third paragraph, Awb), or later because the teacher agrees (fourth paragraph).
create table case_extension (
    case_id uuid not null references case_file,
    kind text not null check (kind in ('adjourned', 'agreed')),
    at timestamptz not null,
    by_whom text not null,
    last_on date,
    reason text not null,
    check ((kind = 'agreed') = (last_on is not null))
);
create unique index case_adjourned_once on case_extension (case_id) where kind = 'adjourned';

-- What came after a decision, or because there was none: an appeal or a default notice.
create table case_sequel (
    id uuid primary key,
    case_id uuid not null references case_file,
    kind text not null check (kind in ('appeal', 'default_notice')),
    received_on date not null,
    due_on date not null,
    due_steps jsonb not null,
    note text not null,
    entered_by text not null,
    entered_at timestamptz not null
);
create index case_sequel_case on case_sequel (case_id);

-- For which terms a teacher was re-registered, or got an annotation.
create table reregistration (
    id uuid primary key,
    person_id uuid not null references person,
    term daterange not null check (not isempty(term)),
    outcome text not null check (outcome in ('granted', 'annotated')),
    decision_id uuid not null references decision,
    recorded tstzrange not null check (not isempty(recorded)),
    unique (person_id, term, recorded without overlaps)
);

-- The advisory committee: who is in it and when, and to whom one has ties.
create table committee_member (
    id uuid primary key,
    -- The identifier of the organisation's login.
    subject text not null,
    name text not null,
    part text not null check (part in ('chair', 'teacher', 'external')),
    -- The sector in which a teacher works, and the board.
    sector text check (sector in ('po', 'so', 'vso', 'vo', 'mbo')),
    board_number text,
    valid daterange not null check (not isempty(valid)),
    added_by text not null,
    added_at timestamptz not null,
    unique (subject, valid without overlaps)
);
create table committee_tie (
    member_id uuid not null references committee_member,
    board_number text not null,
    primary key (member_id, board_number)
);
create table committee_session (
    id uuid primary key,
    sits_on date not null,
    place text not null,
    planned_by text not null,
    planned_at timestamptz not null
);
-- A case in a session, with the seed by which its members were drawn.
create table committee_case (
    case_id uuid primary key references case_file,
    session_id uuid not null references committee_session,
    seed text not null check (seed ~ '^[0-9a-f]{32}$')
);
create index committee_case_session on committee_case (session_id);
-- Who advises on a case, and what each thinks of it.
create table committee_seat (
    case_id uuid not null references committee_case,
    member_id uuid not null references committee_member,
    part text not null check (part in ('chair', 'teacher', 'external')),
    excused_at timestamptz,
    opinion text check (opinion in ('positive', 'positive_with_point', 'negative', 'insufficient')),
    note text,
    primary key (case_id, member_id)
);
create index committee_seat_member on committee_seat (member_id);
-- The advice of the committee as a whole.
create table committee_advice (
    case_id uuid primary key references case_file,
    kind text not null
        check (kind in ('positive', 'positive_with_point', 'negative', 'insufficient')),
    reasons text not null,
    minority text,
    members text not null,
    given_at timestamptz not null,
    given_by text not null
);

-- When somebody of the staff is away.
create table staff_absence (
    id uuid primary key,
    subject text not null,
    days daterange not null check (not isempty(days)),
    entered_by text not null,
    entered_at timestamptz not null
);
create index staff_absence_subject on staff_absence (subject);

create trigger reregistration_application_is_final
    before update or delete or truncate on reregistration_application
    for each statement execute function is_final();
create trigger objection_is_final
    before update or delete or truncate on objection
    for each statement execute function is_final();
create trigger case_ruling_is_final
    before update or delete or truncate on case_ruling
    for each statement execute function is_final();
create trigger committee_advice_is_final
    before update or delete or truncate on committee_advice
    for each statement execute function is_final();
