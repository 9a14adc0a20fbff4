-- Creates a promotion. request: { actor, promotionId, promotion: { code, kind, quantity, amount, free_quantity, free_choice,
-- percent, description, starts_at, ends_at, active, skus } }. Returns its promotion_record.
-- Refuses with promotion_exists when another has the code, unknown_products { skus }.
create or replace function create_promotion(request jsonb) returns jsonb language plpgsql as $$
declare
  new_promotion text := request ->> 'promotionId';
  wanted promotions := jsonb_populate_record(null::promotions, request -> 'promotion');
  created jsonb;
begin
  perform require_products(request #> '{promotion,skus}');
  insert into promotions (id, code, kind, quantity, amount, free_quantity, free_choice, percent, description,
    starts_at, ends_at, active)
  values (new_promotion, wanted.code, wanted.kind, wanted.quantity, wanted.amount, wanted.free_quantity,
    wanted.free_choice, wanted.percent, wanted.description, wanted.starts_at, wanted.ends_at, wanted.active)
  on conflict (code) do nothing;
  if not found then
    perform refuse('promotion_exists');
  end if;
  insert into promotion_products (promotion_id, sku)
  select new_promotion, unnest(product_skus(request #> '{promotion,skus}'));
  created := promotion_record(new_promotion);
  perform audit(request, 'create', 'promotion', new_promotion, null, created);
  return created;
end $$;
