-- Ends the imported promotions that a file doesn't list, after import_promotions has written those that it lists.
--
-- In:  { "actor", "source", "complete": boolean, "listed": [promotion id, …], "seen": [sku, …], "spared": [sku, …] }
-- Out: { "created": 0, "changed", "unchanged": 0, "ended" }
--
-- Only when the whole file was read (`complete`), a promotion of this source that is not in the file ends.
-- A `spared` product had a bad row: its promotions stay.
-- A product that was `seen` leaves every imported promotion that the file doesn't list for it, of other sources as well:
-- a promotion belongs to its source's price, and the price is now this file's. Promotions of staff (source null) stay.
-- An ended promotion keeps its row and its products. Its source becomes `gone:…`, which allows a later import to
-- reactivate it. Rows are locked in the order of their ids.
create or replace function end_import_promotions(batch jsonb) returns jsonb language plpgsql as $$
declare
  origin text := batch ->> 'source';
  complete boolean := (batch ->> 'complete')::boolean;
  seen text[] := array(select lower(value) from jsonb_array_elements_text(batch -> 'seen'));
  spared text[] := array(select lower(value) from jsonb_array_elements_text(batch -> 'spared'));
  listed text[] := array(select jsonb_array_elements_text(batch -> 'listed'));
  loosened text[];
  added integer;
  dropped integer;
  ended integer := 0;
begin
  perform 1 from promotions where source is not null and source not like 'gone:%' order by id for no key update;

  if complete then
    update promotions p set active = false, source = 'gone:' || source, version = version + 1, updated_at = now()
    where source = origin and id not in (select unnest(listed))
      and not exists (select 1 from promotion_products m where m.promotion_id = p.id and lower(m.sku) = any (spared));
    get diagnostics ended = row_count;
  end if;

  with loose as (
    delete from promotion_products m using promotions p
    where p.id = m.promotion_id and p.source is not null and p.source not like 'gone:%' and p.id not in (select unnest(listed))
      and lower(m.sku) in (select unnest(seen))
    returning m.promotion_id
  )
  select array(select distinct promotion_id from loose) into loosened;
  update promotions p set version = version + 1, updated_at = now()
  where p.id = any (loosened) and exists (select 1 from promotion_products where promotion_id = p.id);
  get diagnostics added = row_count;
  update promotions p set active = false, source = 'gone:' || source, version = version + 1, updated_at = now()
  where p.id = any (loosened) and not exists (select 1 from promotion_products where promotion_id = p.id);
  get diagnostics dropped = row_count;

  if added + ended + dropped > 0 then
    perform audit(batch, 'import', 'catalog', origin, null, jsonb_build_object('promotions', jsonb_build_object(
      'changed', added, 'ended', ended + dropped)));
  end if;
  return jsonb_build_object('created', 0, 'changed', added, 'unchanged', 0, 'ended', ended + dropped);
end $$;
