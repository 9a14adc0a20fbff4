-- How many rows of the outbox could be delivered now. request: {}. result: { remaining }
create or replace function due_outbox(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('remaining', (
    select count(*) from outbox o
    where o.delivered_at is null and o.dead_at is null and o.available_at <= now() and is_first_in_lane(o)));
end $$;
