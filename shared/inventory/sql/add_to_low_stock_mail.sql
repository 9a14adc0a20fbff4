-- Adds a product that is low in stock to the pending mail to staff, or creates a mail that is sent after waitSeconds: one
-- mail lists all products that become low within that time. A product that is listed already is replaced.
-- request: { sku, available, waitSeconds }. result: {}
-- The advisory lock prevents two concurrent calls from creating two mails. A mail that is due or was attempted is closed.
create or replace function add_to_low_stock_mail(request jsonb) returns jsonb language plpgsql as $$
declare
  product jsonb := request - 'waitSeconds';
begin
  perform pg_advisory_xact_lock(hashtext('add_to_low_stock_mail'));
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
