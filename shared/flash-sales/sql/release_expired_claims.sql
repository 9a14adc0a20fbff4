-- Releases the expired claims of a sale. Returns how many units. The caller has locked the sale.
create or replace function release_expired_claims(wanted_sale text) returns integer language plpgsql as $$
declare
  freed integer;
begin
  with expired as (
    update flash_sale_claims set status = 'released'
    where sale_id = wanted_sale and status = 'held' and expires_at <= now() returning quantity)
  select coalesce(sum(quantity), 0) into freed from expired;
  if freed > 0 then
    update flash_sales set claimed = claimed - freed where id = wanted_sale;
  end if;
  return freed;
end $$;
