-- What units of an order's lines give back, in minor units: to the cent what refund-of-units.ts says. It is the difference
-- of two rounded running totals, of all units refunded so far and of those before, so that any number of steps adds up to
-- the line's total. Refunds that failed do not count, nor does the one that is being written.
-- lines: [{ sku, quantity }], each SKU once. Refuses with refund_lines_unknown { skus } where the order has not so many.
-- The caller has locked the order.
create or replace function price_of_units(wanted_order text, lines jsonb, except_refund text default '') returns integer
language plpgsql stable as $$
declare
  unknown jsonb;
  price integer;
begin
  with counted as (
    select w.sku, w.quantity, l.total::bigint as total, l.quantity::bigint as ordered, coalesce((
      select sum(r.quantity) from refund_lines r join refunds f on f.id = r.refund_id
      where f.order_id = wanted_order and r.sku = w.sku and f.status <> 'failed' and f.id <> except_refund), 0) as before
    from jsonb_to_recordset(lines) as w(sku text, quantity integer)
    left join order_lines l on l.order_id = wanted_order and l.sku = w.sku
  )
  select jsonb_agg(c.sku order by c.sku) filter (where c.ordered is null or c.before + c.quantity > c.ordered),
    sum((2 * c.total * (c.before + c.quantity) + c.ordered) / (2 * c.ordered)
      - (2 * c.total * c.before + c.ordered) / (2 * c.ordered))
  into unknown, price from counted c;
  if unknown is not null then
    perform refuse('refund_lines_unknown', jsonb_build_object('skus', unknown));
  end if;
  return price;
end $$;
