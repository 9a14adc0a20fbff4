-- Changes what is sent of a promotion, and leaves the rest. request: { actor, ifMatch?, promotionId, changes: columns of
-- create_promotion's promotion; skus replaces its products }. Answers its promotion_record; a change that changes nothing
-- is none. Refuses with promotion_not_found, precondition_failed { version }, unknown_products { skus }.
-- Whatever changes, its products too, raises the version, at which an order that was priced with the promotion is
-- refused (check_prices). What staff end stays ended: an import brings back only what its own feed has dropped (`gone:…`).
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
    where promotion_id = stored.id and sku not in (select jsonb_array_elements_text(changes -> 'skus'));
    get diagnostics dropped = row_count;
    insert into promotion_products (promotion_id, sku)
    select stored.id, jsonb_array_elements_text(changes -> 'skus') on conflict do nothing;
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
