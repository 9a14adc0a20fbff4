-- Refuses with free_delivery_below_minimum { minimumBasket, freeFrom } when free delivery would start below the minimum
-- basket. It is not a constraint, because older zones may have such terms.
create or replace function require_consistent_zone_terms(zone delivery_zones) returns void language plpgsql as $$
begin
  if zone.free_from < zone.minimum_basket then
    perform refuse('free_delivery_below_minimum',
      jsonb_build_object('minimumBasket', zone.minimum_basket, 'freeFrom', zone.free_from));
  end if;
end $$;
