-- Writes down that an order came to a status: its history, and the event that tells the rest of the world.
create or replace function record_order_status(wanted_order text, wanted_status text) returns void language plpgsql as $$
begin
  insert into order_history (order_id, status) values (wanted_order, wanted_status)
  on conflict (order_id, status) do update set at = excluded.at;
  insert into outbox (topic, order_id, lane, payload)
  values ('order_' || wanted_status, wanted_order, 'event', jsonb_build_object('orderId', wanted_order));
end $$;
