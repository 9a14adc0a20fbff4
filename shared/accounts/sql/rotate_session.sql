-- Puts a new refresh token in the place of the one that is presented.
-- request: { sessionId, tokenHash, newTokenHash, lifetimeSeconds }
-- result: { customerId, role }; null where the session is unknown, ended or lapsed, or where the token is not its newest.
-- Such an old token was stolen, or its thief has used it before: the whole session ends (RFC 9700, 4.14.2). That must
-- stay although the caller is refused, so it is told by null and not raised.
-- Two at once with one token: the second waits for the session's row, and is an old token then.
create or replace function rotate_session(request jsonb) returns jsonb language plpgsql as $$
declare
  session sessions;
begin
  -- Where there is none all of it is null: nothing below finds a row, and null is the answer.
  select * into session from sessions
  where id = request ->> 'sessionId' and ended_at is null and expires_at > now() for no key update;
  if session.token_hash <> request ->> 'tokenHash' then
    update sessions set ended_at = now() where id = session.id;
    return null;
  end if;

  update sessions set token_hash = request ->> 'newTokenHash',
    expires_at = now() + make_interval(secs => (request ->> 'lifetimeSeconds')::integer)
  where id = session.id;
  return (
    select jsonb_build_object('customerId', c.id, 'role', c.role) from customers c where c.id = session.customer_id);
end $$;
