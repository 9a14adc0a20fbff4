-- Puts lapsed claims on sale again, of every sale that has some. request: {}. result: { processed }, in units.
-- A sale that somebody else has locked is left to whoever that is, or to the next run: as it waits for none, their order
-- is free.
create or replace function expire_claims(request jsonb) returns jsonb language plpgsql as $$
declare
  lapsed text;
  processed integer := 0;
begin
  for lapsed in
    select id from flash_sales s
    where exists (select from flash_sale_claims c where c.sale_id = s.id and c.status = 'held' and c.expires_at <= now())
    for no key update skip locked
  loop
    processed := processed + release_lapsed_claims(lapsed);
  end loop;
  return jsonb_build_object('processed', processed);
end $$;
