-- Writes promotions of an import. end_import_promotions ends the others.
--
-- In:  { "actor", "source", "complete": boolean, "seen": [sku, …], "spared": [sku, …] in any case,
--        "promotions": [{ id, code, kind, quantity, amount, free_quantity, free_choice, percent, description, skus }] }
-- Out: { "created", "changed", "unchanged", "ended" }
--
-- Only when the whole file was read (`complete`), a product that is not in the file leaves them; else only one that was
-- `seen`. A `spared` product had a bad row: its promotions stay. Rows are locked in the order of their ids.
create or replace function import_promotions(batch jsonb) returns jsonb language plpgsql as $$
declare
  origin text := batch ->> 'source';
  complete boolean := (batch ->> 'complete')::boolean;
  seen text[] := array(select lower(value) from jsonb_array_elements_text(batch -> 'seen'));
  spared text[] := array(select lower(value) from jsonb_array_elements_text(batch -> 'spared'));
  given_ids text[] := array(select value ->> 'id' from jsonb_array_elements(batch -> 'promotions'));
  entry jsonb;
  given promotions;
  stored promotions;
  members text[];
  dropped integer;
  added integer;
  created integer := 0;
  changed integer := 0;
  unchanged integer := 0;
begin
  perform 1 from promotions where id = any (given_ids) order by id for no key update;

  for entry in select value from jsonb_array_elements(batch -> 'promotions') order by value ->> 'id' loop
    given := jsonb_populate_record(null::promotions, entry);
    members := product_skus(entry -> 'skus');
    select * into stored from promotions where id = given.id;
    if not found then
      insert into promotions
        (id, code, kind, quantity, amount, free_quantity, free_choice, percent, description, source)
      values (given.id, given.code, given.kind, given.quantity, given.amount, given.free_quantity, given.free_choice,
        given.percent, given.description, origin);
    end if;

    delete from promotion_products
    where promotion_id = given.id and sku <> all (members) and lower(sku) <> all (spared)
      and (complete or lower(sku) = any (seen));
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

  if created + changed > 0 then
    perform audit(batch, 'import', 'catalog', origin, null, jsonb_build_object('promotions', jsonb_build_object(
      'created', created, 'changed', changed)));
  end if;
  return jsonb_build_object('created', created, 'changed', changed, 'unchanged', unchanged, 'ended', 0);
end $$;
