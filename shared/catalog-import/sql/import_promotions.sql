-- Makes the imported promotions of the products that an import has read exactly those of its file.
--
-- In:  { "actor", "source", "complete": boolean, "seen": [sku, …], "spared": [sku, …],
--        "promotions": [{ id, code, kind, quantity, amount, free_quantity, free_choice, percent, description, skus }] }
-- Out: { "created", "changed", "unchanged", "ended" }
--
-- Only when the whole file was read (`complete`), a promotion of this source that is not in the file ends, and a product
-- that is not in the file leaves its promotions. A `spared` product had a bad row: its promotions stay.
-- A product that was `seen` leaves every imported promotion that the file doesn't list for it, of other sources as well:
-- a promotion belongs to its source's price, and the price is now this file's. Promotions of staff (source null) stay.
-- An ended promotion keeps its row and its products. Its source becomes `gone:…`, which allows a later import to
-- reactivate it. Rows are locked in the order of their ids.
create or replace function import_promotions(batch jsonb) returns jsonb language plpgsql as $$
declare
  origin text := batch ->> 'source';
  complete boolean := (batch ->> 'complete')::boolean;
  seen text[] := array(select jsonb_array_elements_text(batch -> 'seen'));
  spared text[] := array(select jsonb_array_elements_text(batch -> 'spared'));
  given_ids text[] := array(select value ->> 'id' from jsonb_array_elements(batch -> 'promotions'));
  entry jsonb;
  given promotions;
  stored promotions;
  members text[];
  dropped integer;
  added integer;
  loosened text[];
  created integer := 0;
  changed integer := 0;
  unchanged integer := 0;
  ended integer := 0;
begin
  perform 1 from promotions where source is not null and source not like 'gone:%' or id = any (given_ids)
  order by id for no key update;

  for entry in select value from jsonb_array_elements(batch -> 'promotions') order by value ->> 'id' loop
    given := jsonb_populate_record(null::promotions, entry);
    members := array(select jsonb_array_elements_text(entry -> 'skus'));
    select * into stored from promotions where id = given.id;
    if not found then
      insert into promotions
        (id, code, kind, quantity, amount, free_quantity, free_choice, percent, description, source)
      values (given.id, given.code, given.kind, given.quantity, given.amount, given.free_quantity, given.free_choice,
        given.percent, given.description, origin);
    end if;

    delete from promotion_products
    where promotion_id = given.id and sku <> all (members) and sku <> all (spared) and (complete or sku = any (seen));
    get diagnostics dropped = row_count;
    insert into promotion_products (promotion_id, sku) select given.id, unnest(members) on conflict do nothing;
    get diagnostics added = row_count;

    if stored.id is null then
      created := created + 1;
    elsif dropped + added = 0 and
      (stored.code, stored.kind, stored.quantity, stored.amount, stored.free_quantity, stored.free_choice,
       stored.percent, stored.description, stored.source)
      is not distinct from
      (given.code, given.kind, given.quantity, given.amount, given.free_quantity, given.free_choice,
       given.percent, given.description, origin)
    then
      unchanged := unchanged + 1;
    else
      update promotions set
        code = given.code, kind = given.kind, quantity = given.quantity, amount = given.amount,
        free_quantity = given.free_quantity, free_choice = given.free_choice, percent = given.percent,
        description = given.description, source = origin, active = active or source like 'gone:%',
        version = version + 1, updated_at = now()
      where id = given.id;
      changed := changed + 1;
    end if;
  end loop;

  if complete then
    update promotions p set active = false, source = 'gone:' || source, version = version + 1, updated_at = now()
    where source = origin and id <> all (given_ids)
      and not exists (select 1 from promotion_products m where m.promotion_id = p.id and m.sku = any (spared));
    get diagnostics ended = row_count;
  end if;

  with loose as (
    delete from promotion_products m using promotions p
    where p.id = m.promotion_id and p.source is not null and p.source not like 'gone:%' and p.id <> all (given_ids)
      and exists (select 1 from unnest(seen) s (sku) where s.sku = m.sku)
    returning m.promotion_id
  )
  select array(select distinct promotion_id from loose) into loosened;
  update promotions p set version = version + 1, updated_at = now()
  where p.id = any (loosened) and exists (select 1 from promotion_products where promotion_id = p.id);
  get diagnostics added = row_count;
  update promotions p set active = false, source = 'gone:' || source, version = version + 1, updated_at = now()
  where p.id = any (loosened) and not exists (select 1 from promotion_products where promotion_id = p.id);
  get diagnostics dropped = row_count;

  if created + changed + added + ended + dropped > 0 then
    perform audit(batch, 'import', 'catalog', origin, null, jsonb_build_object('promotions', jsonb_build_object(
      'created', created, 'changed', changed + added, 'ended', ended + dropped)));
  end if;
  return jsonb_build_object('created', created, 'changed', changed + added, 'unchanged', unchanged,
    'ended', ended + dropped);
end $$;
