-- Sends a dead letter on its way again, with all its tries. request: { actor, outboxId }. result: its outbox_record
-- Refuses with message_not_found, message_not_dead.
create or replace function retry_outbox(request jsonb) returns jsonb language plpgsql as $$
declare
  before outbox;
  after outbox;
begin
  select * into before from outbox where id = (request ->> 'outboxId')::bigint for no key update;
  if before.id is null then
    perform refuse('message_not_found');
  elsif before.dead_at is null then
    perform refuse('message_not_dead');
  end if;
  update outbox set dead_at = null, attempts = 0, available_at = now() where id = before.id returning * into after;
  perform audit(request, 'retry', 'outbox_message', before.id::text, outbox_record(before), outbox_record(after));
  return outbox_record(after);
end $$;
