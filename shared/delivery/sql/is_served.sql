-- Whether a slot delivers to a zone (of zone_of_address). A shop that has no active zone delivers everywhere.
create or replace function is_served(zone_id text, slot_zone_ids text[]) returns boolean language plpgsql stable as $$
begin
  if slot_zone_ids is not null then
    return coalesce(zone_id = any (slot_zone_ids), false);
  end if;
  return zone_id is not null or not exists (select from delivery_zones z where z.active);
end $$;
