-- The amount to refund for units of an order, in minor units. It is the difference between two rounded running totals, with
-- and without these units, so that refunds in any number of steps add up to the line's total. Tests compare it with
-- refund-of-units.ts, to the cent.
-- For a packed order only refunds after packing count, because its lines no longer have the units refunded before. Its
-- running totals continue those of the line as ordered, so that units cost the same whether they are refunded before or
-- after packing; all units together cost what the packed line costs. If a SKU
-- is in several lines, units at the regular price are refunded first and units of a flash sale last; packing removes
-- missing units in the same order. Failed and withdrawn refunds and except_refund, the one being inserted, do not count.
-- lines: [{ sku, quantity }], each SKU once. Refuses with refund_lines_unknown { skus } if the order has fewer units.
-- The caller has locked the order.
create or replace function refund_amount_for_units(wanted_order text, lines jsonb, except_refund text default '') returns integer
language plpgsql stable as $$
declare
  unknown jsonb;
  price integer;
begin
  with wanted as (
    select w.sku, w.quantity, coalesce((
      select sum(r.quantity) from refund_lines r join refunds f on f.id = r.refund_id join orders o on o.id = f.order_id
      where f.order_id = wanted_order and r.sku = w.sku and f.status not in ('failed', 'withdrawn') and f.id <> except_refund
        and f.packed = (o.packed_at is not null)), 0) as before
    from jsonb_to_recordset(lines) as w(sku text, quantity integer)
  ), stacked as (
    select w.sku, w.before, w.before + w.quantity as after, l.total::bigint as total, l.quantity::bigint as units,
      coalesce((p.placed ->> 'total')::bigint, l.total) as ordered_total,
      coalesce((p.placed ->> 'quantity')::bigint, l.quantity) as ordered_units,
      sum(l.quantity) over (partition by w.sku) as ordered,
      sum(l.quantity) over (partition by w.sku order by l.claim_id is not null, l.line desc) - l.quantity as below
    from wanted w
    left join order_lines l on l.order_id = wanted_order and l.sku = w.sku and l.quantity > 0
    left join lateral (
      select placed from orders o cross join jsonb_array_elements(o.as_placed -> 'lines') placed
      where o.id = wanted_order and l.substitutes is null and placed ->> 'sku' = l.sku
        and placed ->> 'claimId' is not distinct from l.claim_id
    ) p on true
  ), shares as (
    select s.sku, s.after, s.ordered, s.total, s.units, s.ordered_total, s.ordered_units,
      greatest(0, least(s.before - s.below, s.units)) as first,
      greatest(0, least(s.after - s.below, s.units)) as last
    from stacked s
  )
  select jsonb_agg(distinct s.sku order by s.sku) filter (where s.ordered is null or s.after > s.ordered),
    sum(refund_running_total(s.last, s.units, s.total, s.ordered_units, s.ordered_total)
      - refund_running_total(s.first, s.units, s.total, s.ordered_units, s.ordered_total))
  into unknown, price from shares s;
  if unknown is not null then
    perform refuse('refund_lines_unknown', jsonb_build_object('skus', unknown));
  end if;
  return price;
end $$;
