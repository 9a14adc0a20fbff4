-- Puts a product that runs low on the mail to staff that waits for more of them, or on a new one that waits so long: goods that
-- run low within a short time are told by one mail. The same product again takes the place of what was told of it.
-- request: { sku, available, waitSeconds }. result: {}
-- One at a time, so that two do not both begin a mail. A mail that is taken for delivery in between takes no more.
create or replace function gather_low_stock(request jsonb) returns jsonb language plpgsql as $$
declare
  product jsonb := request - 'waitSeconds';
begin
  perform pg_advisory_xact_lock(hashtext('gather_low_stock'));
  update outbox o set payload = o.payload || jsonb_build_object('products', (
    select coalesce(jsonb_agg(p.value order by p.ordinality) filter (where p.value -> 'sku' <> product -> 'sku'), '[]')
      || product
    from jsonb_array_elements(o.payload -> 'products') with ordinality p))
  where o.topic = 'staff_mail' and o.payload ->> 'event' = 'stock.low' and o.attempts = 0 and o.available_at > now()
    and o.delivered_at is null and o.dead_at is null;
  if not found then
    insert into outbox (topic, payload, available_at)
    values ('staff_mail', jsonb_build_object('event', 'stock.low', 'products', jsonb_build_array(product)),
      now() + make_interval(secs => (request ->> 'waitSeconds')::integer));
  end if;
  return '{}';
end $$;
