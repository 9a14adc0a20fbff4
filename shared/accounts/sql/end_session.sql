-- Signs out on one device. request: { sessionId }
-- Every token that the session ever had may end it: an attacker gains nothing from that.
create or replace function end_session(request jsonb) returns jsonb language plpgsql as $$
begin
  update sessions set ended_at = now() where id = request ->> 'sessionId' and ended_at is null;
  return '{}';
end $$;
