-- Records the picked units of an order and its new prices. The caller has locked the order, which is in picking.
-- packing: null (everything as ordered), or { picked, lines: [{ sku, claimId, quantity, pickedQuantity, subtotal,
--   promotionDiscount, couponDiscount, total }], substitutes: [the same, with name, unit, price, priceQuantity,
--   substitutes (the replaced SKU)], promotions, couponDiscount, subtotal, discount, total }
-- adjust_picked_stock writes the difference from the sold units to the ledger. finalise_payment captures an authorised
-- payment, or refunds what was captured beyond the new total.
-- Refuses with price_changed when a substitute has another price than the caller used, or when the packing has units
-- that were refunded by line; the caller then reads the order again. Refuses with insufficient_stock for units that the
-- ledger does not have.
create or replace function pack_order(wanted_order text, packing jsonb) returns void language plpgsql as $$
declare
  before jsonb := order_view(jsonb_build_object('orderId', wanted_order));
  substitute record;
begin
  if exists (
    select from jsonb_to_recordset(units_refunded_before_packing(wanted_order)) as t(sku text, quantity integer)
    where packing is null or t.quantity + (
        select sum(g.quantity)
        from jsonb_to_recordset((packing -> 'lines') || (packing -> 'substitutes')) as g(sku text, quantity integer, substitutes text)
        where coalesce(g.substitutes, g.sku) = t.sku
      ) > (select sum(l.quantity) from order_lines l where l.order_id = wanted_order and l.sku = t.sku)
  ) then
    perform refuse('price_changed');
  end if;
  -- The foreign keys of their lines take this lock, after the inventory is locked.
  perform 1 from products where sku in (select s ->> 'sku' from jsonb_array_elements(packing -> 'substitutes') s)
  order by sku for key share;
  perform 1 from inventory where sku in (
    select l.sku from order_lines l where l.order_id = wanted_order
    union all select s ->> 'sku' from jsonb_array_elements(packing -> 'substitutes') s
  ) order by sku for no key update;
  if packing is null then
    update order_lines set ordered_quantity = quantity, picked_quantity = quantity where order_id = wanted_order;
    perform adjust_picked_stock(wanted_order);
    update orders set packed_at = now(), updated_at = now(), picked = '[]'
    where id = wanted_order;
    perform finalise_payment(wanted_order, (before ->> 'total')::integer);
    return;
  end if;

  for substitute in
    select s.sku, s.price, s."priceQuantity" as price_quantity
    from jsonb_to_recordset(packing -> 'substitutes') as s(sku text, price integer, "priceQuantity" integer)
  loop
    perform 1 from products p where p.sku = substitute.sku and p.active and p.price = substitute.price
      and p.price_quantity = substitute.price_quantity;
    if not found then
      perform refuse('price_changed');
    end if;
  end loop;

  update order_lines l set ordered_quantity = l.quantity, picked_quantity = p."pickedQuantity", quantity = p.quantity,
    subtotal = p.subtotal, promotion_discount = p."promotionDiscount", coupon_discount = p."couponDiscount", total = p.total
  from jsonb_to_recordset(packing -> 'lines') as p(sku text, "claimId" text, quantity integer, "pickedQuantity" integer, subtotal integer,
    "promotionDiscount" integer, "couponDiscount" integer, total integer)
  where l.order_id = wanted_order and l.sku = p.sku and l.claim_id is not distinct from p."claimId";
  insert into order_lines (order_id, line, sku, name, unit, quantity, price, price_quantity, subtotal,
    promotion_discount, coupon_discount, total, substitution, ordered_quantity, picked_quantity, substitutes)
  select wanted_order, (select max(l.line) from order_lines l where l.order_id = wanted_order) + row_number() over (),
    s.sku, s.name, s.unit, s.quantity, s.price, s."priceQuantity", s.subtotal, s."promotionDiscount",
    s."couponDiscount", s.total, '{"type": "none"}', 0, s."pickedQuantity", s.substitutes
  from jsonb_to_recordset(packing -> 'substitutes') as s(sku text, name jsonb, unit text, quantity integer,
    price integer, "priceQuantity" integer, subtotal integer, "promotionDiscount" integer, "couponDiscount" integer,
    total integer, "pickedQuantity" integer, substitutes text);

  perform adjust_picked_stock(wanted_order);
  update orders set packed_at = now(), updated_at = now(), picked = packing -> 'picked',
    as_placed = jsonb_build_object('lines', before -> 'lines', 'promotions', before -> 'promotions',
      'couponDiscount', before -> 'couponDiscount', 'subtotal', before -> 'subtotal', 'discount', before -> 'discount',
      'total', before -> 'total'),
    promotions = packing -> 'promotions', coupon_discount = (packing ->> 'couponDiscount')::integer,
    subtotal = (packing ->> 'subtotal')::integer, discount = (packing ->> 'discount')::integer,
    total = (packing ->> 'total')::integer
  where id = wanted_order;
  update coupon_redemptions set discount = (packing ->> 'couponDiscount')::integer where order_id = wanted_order;
  update payments set amount = (packing ->> 'total')::integer - (packing ->> 'total')::integer % charge_step
  where order_id = wanted_order;
  perform finalise_payment(wanted_order, (packing ->> 'total')::integer);
end $$;
