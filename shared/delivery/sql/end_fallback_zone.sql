-- Another zone becomes the fallback: the one that was is none any more, which is a change of it.
-- The caller has locked delivery_zones against other changes. request: of which the actor is read
create or replace function end_fallback_zone(request jsonb) returns void language plpgsql as $$
declare
  stored delivery_zones;
  wanted delivery_zones;
begin
  select * into stored from delivery_zones where fallback;
  if stored.id is not null then
    update delivery_zones set fallback = false, version = version + 1, updated_at = now() where id = stored.id
    returning * into wanted;
    perform audit(request, 'update', 'delivery_zone', stored.id, delivery_zone_record(stored),
      delivery_zone_record(wanted));
  end if;
end $$;
