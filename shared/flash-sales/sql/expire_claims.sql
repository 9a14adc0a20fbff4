-- Releases the expired claims of all sales. request: {}. result: { processed }, in units.
-- Skips locked sales: the transaction that has the lock, or the next run, releases their claims. It waits for no lock, so
-- the order of the sales does not matter.
create or replace function expire_claims(request jsonb) returns jsonb language plpgsql as $$
declare
  next_sale text;
  processed integer := 0;
begin
  for next_sale in
    select id from flash_sales s
    where exists (select from flash_sale_claims c where c.sale_id = s.id and c.status = 'held' and c.expires_at <= now())
    for no key update skip locked
  loop
    processed := processed + release_expired_claims(next_sale);
  end loop;
  return jsonb_build_object('processed', processed);
end $$;
