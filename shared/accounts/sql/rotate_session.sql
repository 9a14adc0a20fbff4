-- Replaces the refresh token of a session.
-- request: { sessionId, tokenHash, newTokenHash, lifetimeSeconds, graceSeconds }
-- result: { customerId, role }; null if the session is unknown, ended or expired, or if the token is not its newest.
-- Reuse of an old token means that a token was stolen: the session ends (RFC 9700, 4.14.2). The result is null and not an
-- exception, which would roll that back.
-- The next token is derived from the presented one. So two tabs with one token, or a retry after a lost response, get the
-- same next token: within graceSeconds, and while that token is the newest.
-- Two concurrent calls with one token: the second waits for the row and then is such a second tab.
create or replace function rotate_session(request jsonb) returns jsonb language plpgsql as $$
declare
  session sessions;
begin
  -- Without a row all fields are null: nothing below matches, and the result is null.
  select * into session from sessions
  where id = request ->> 'sessionId' and ended_at is null and expires_at > now() for no key update;
  if session.previous_token_hash = request ->> 'tokenHash' and session.token_hash = request ->> 'newTokenHash'
    and session.rotated_at > clock_timestamp() - make_interval(secs => (request ->> 'graceSeconds')::integer)
  then
    null;
  elsif session.token_hash <> request ->> 'tokenHash' then
    update sessions set ended_at = now() where id = session.id;
    return null;
  else
    update sessions set token_hash = request ->> 'newTokenHash', previous_token_hash = session.token_hash,
      rotated_at = clock_timestamp(), last_used_at = now(),
      expires_at = now() + make_interval(secs => (request ->> 'lifetimeSeconds')::integer)
    where id = session.id;
  end if;
  return (
    select jsonb_build_object('customerId', c.id, 'role', c.role) from customers c where c.id = session.customer_id);
end $$;
