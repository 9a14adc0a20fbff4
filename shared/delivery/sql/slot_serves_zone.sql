-- Whether a slot serves a zone. zone_id is null for an address without a zone, which is served if the shop has no active
-- zone.
create or replace function slot_serves_zone(zone_id text, slot_zone_ids text[]) returns boolean language plpgsql stable as $$
begin
  if slot_zone_ids is not null then
    return coalesce(zone_id = any (slot_zone_ids), false);
  end if;
  return zone_id is not null or not exists (select from delivery_zones z where z.active);
end $$;
