-- Refuses with free_delivery_below_minimum { minimumBasket, freeFrom } when delivery of a zone would be free from a value of
-- goods that it does not deliver yet. Not a constraint: zones from before this was refused may say so.
create or replace function require_meaningful_terms(zone delivery_zones) returns void language plpgsql as $$
begin
  if zone.free_from < zone.minimum_basket then
    perform refuse('free_delivery_below_minimum',
      jsonb_build_object('minimumBasket', zone.minimum_basket, 'freeFrom', zone.free_from));
  end if;
end $$;
