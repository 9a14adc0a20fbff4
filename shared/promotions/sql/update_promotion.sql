-- Updates the given fields of a promotion. request: { actor, ifMatch?, promotionId, changes: the columns of
-- create_promotion's promotion; skus replaces all products }. Returns its promotion_record. Without a difference nothing is
-- written. Refuses with promotion_not_found, precondition_failed { version }, unknown_products { skus }.
-- Every change, also of the products, increments the version: check_prices refuses orders that were priced with an older
-- version. A promotion that staff deactivate stays inactive: an import reactivates only promotions with a source `gone:…`,
-- which its feed had dropped.
create or replace function update_promotion(request jsonb) returns jsonb language plpgsql as $$
declare
  changes jsonb := request -> 'changes';
  stored promotions;
  wanted promotions;
  before jsonb;
  after jsonb;
  dropped integer := 0;
  added integer := 0;
begin
  select * into stored from promotions where id = request ->> 'promotionId' for no key update;
  if stored.id is null then
    perform refuse('promotion_not_found');
  end if;
  perform require_version(request, stored.version);
  before := promotion_record(stored.id);

  wanted := jsonb_populate_record(stored, changes);
  if changes -> 'active' = 'false' and stored.source like 'gone:%' then
    wanted.source := substr(stored.source, length('gone:') + 1);
  end if;
  if changes ? 'skus' then
    perform require_products(changes -> 'skus');
    delete from promotion_products
    where promotion_id = stored.id and sku <> all (product_skus(changes -> 'skus'));
    get diagnostics dropped = row_count;
    insert into promotion_products (promotion_id, sku)
    select stored.id, unnest(product_skus(changes -> 'skus')) on conflict do nothing;
    get diagnostics added = row_count;
  end if;
  if dropped + added = 0 and wanted is not distinct from stored then
    return before;
  end if;

  update promotions set
    code = wanted.code, kind = wanted.kind, quantity = wanted.quantity, amount = wanted.amount,
    free_quantity = wanted.free_quantity, free_choice = wanted.free_choice, percent = wanted.percent,
    description = wanted.description, starts_at = wanted.starts_at, ends_at = wanted.ends_at, active = wanted.active,
    source = wanted.source, version = version + 1, updated_at = now()
  where id = stored.id;
  after := promotion_record(stored.id);
  perform audit(request, 'update', 'promotion', stored.id, before, after);
  return after;
end $$;
