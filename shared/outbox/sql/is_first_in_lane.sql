-- Whether nothing that was written before for the same order and lane still waits. What was given up holds nobody up.
create or replace function is_first_in_lane(message outbox) returns boolean language plpgsql stable as $$
begin
  return message.lane is null or not exists (
    select from outbox o where o.order_id = message.order_id and o.lane = message.lane and o.id < message.id
      and o.delivered_at is null and o.dead_at is null);
end $$;
