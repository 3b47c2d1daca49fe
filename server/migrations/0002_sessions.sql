-- Login, sessions, forms that could not be taken in yet, and the audit trail.

create table login_attempt (
    -- Hash of the state parameter; the browser holds a second secret in a cookie.
    state_hash bytea primary key,
    browser_hash bytea not null,
    provider text not null,
    nonce text not null,
    pkce_verifier text not null,
    return_to text not null,
    created_at timestamptz not null
);

create table session (
    id uuid primary key,
    token_hash bytea not null unique,
    role text not null check (role in ('teacher', 'school', 'staff')),
    -- Who this is inside the system; outlives the session, so that a form can be given back.
    owner text not null,
    display_name text not null,
    person_id uuid references person,
    board_number text references board,
    pseudonym text,
    staff_roles text[] not null default '{}',
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    ended_at timestamptz
);
create index session_seen on session (last_seen_at);

-- What a person typed and could not be taken in: given back in the form, once they are here.
create table form_state (
    id uuid primary key,
    owner text not null,
    action text not null,
    values_encrypted bytea not null,
    problem jsonb not null,
    created_at timestamptz not null
);
create index form_state_created on form_state (created_at);

create table audit_event (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    event_type text not null,
    actor_role text not null,
    actor text not null,
    person_id uuid,
    board_number text,
    details jsonb not null,
    correlation_id text not null
);
create index audit_event_person on audit_event (person_id, at);

create function audit_event_is_final() returns trigger
    language plpgsql as $$
begin
    raise exception 'an audit event is never changed or removed';
end $$;

create trigger audit_event_is_final
    before update or delete or truncate on audit_event
    for each statement execute function audit_event_is_final();
