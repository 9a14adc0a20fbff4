-- The order whose payment an event of the inbox is about; null where there is none. A payment whose id at the provider
-- is not known yet is found by the order that the provider was told when it was made.
create or replace function order_of_event(request jsonb) returns text language plpgsql stable as $$
declare
  event payment_events;
  found_order text;
begin
  select * into event from payment_events e
  where e.provider = request ->> 'provider' and e.event_id = request ->> 'eventId';
  select p.order_id into found_order from payments p
  where p.provider = event.provider and p.provider_payment_id = event.provider_payment_id;
  if found_order is null then
    select p.order_id into found_order from payments p
    where p.order_id = event.order_id and p.provider = event.provider and p.provider_payment_id is null;
  end if;
  return found_order;
end $$;
