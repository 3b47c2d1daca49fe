-- A colleague who is invited to one activity of somebody else: to say something about it, or to put
-- what they did together in the own portfolio. By a link, of which only the hash is kept, or as a
-- teacher of the same school.
create table invitation (
    id uuid primary key,
    kind text not null check (kind in ('feedback', 'team')),
    activity_id uuid not null references activity,
    -- Who invites: whose activity it is.
    person_id uuid not null references person,
    token_hash bytea unique,
    colleague_id uuid references person on delete set null,
    -- The files of evidence that the colleague may see, for only those were ticked.
    evidence uuid[] not null default '{}',
    invited_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ending text check (ending in ('withdrawn', 'declined', 'accepted')),
    -- Neither, once the colleague is forgotten.
    check (num_nonnulls(token_hash, colleague_id) <= 1),
    check ((ended_at is null) = (ending is null)),
    check (colleague_id <> person_id)
);
create index invitation_activity on invitation (activity_id);
create index invitation_person on invitation (person_id, invited_at);
create index invitation_colleague on invitation (colleague_id) where ended_at is null;

-- What the colleague said: three answers and a text, no score. Nobody changes it; whose activity it is
-- decides whether it goes with it.
create table feedback (
    invitation_id uuid primary key references invitation on delete cascade,
    giver_id uuid references person on delete set null,
    giver_name text not null,
    seen text not null,
    good text not null,
    better text not null,
    remark text,
    given_at timestamptz not null,
    attached_at timestamptz
);
create index feedback_giver on feedback (giver_id);

-- Where an activity came from (bron), when the teacher did not type it.
create table activity_origin (
    activity_id uuid primary key references activity,
    source text not null check (source in ('team')),
    invitation_id uuid references invitation on delete set null
);
create unique index activity_origin_invitation on activity_origin (invitation_id);
