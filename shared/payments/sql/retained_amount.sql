-- The amount that the shop retains for a live order, in minor units: what the order costs less the refunds of staff. It is
-- the same whether a refund comes before or after packing:
-- - Units that were refunded by line before packing are not packed, so that the cost of the packed order (`due`) excludes
--   them. Units refunded after packing are subtracted.
-- - Refunds of the fee and for goodwill are subtracted always, as are refunds made by hand at the provider.
-- A failed refund counts too, because staff handle it; one that a dispute withdrew does not. A refund with the status
-- not_charged counts until the order is packed, in case everything is captured earlier, manually at the provider.
create or replace function retained_amount(the_order orders, payment payments) returns integer language plpgsql stable as $$
declare
  placed_total constant integer := coalesce((the_order.as_placed ->> 'total')::integer, the_order.total);
  original_total constant integer := placed_total - placed_total % payment.charge_step;
  lines_before_packing integer;
  others integer;
  by_hand integer;
begin
  select
    coalesce(sum(r.amount) filter (where r.requested_by is not null and r.purpose = 'lines' and not r.packed
      and (r.status <> 'not_charged' or payment.due is null)), 0),
    coalesce(sum(r.amount) filter (where r.requested_by is not null and (r.purpose <> 'lines' or r.packed)), 0),
    greatest(payment.refunded - payment.refund_returned - coalesce(sum(r.amount) filter (
      where r.status = 'succeeded' and r.reason <> 'at_the_provider'), 0), 0)
  into lines_before_packing, others, by_hand
  from refunds r where r.payment_id = payment.id and r.status <> 'withdrawn';
  -- `due` is null before packing, and least ignores nulls.
  return greatest(0, least(payment.due, original_total - lines_before_packing) - others - by_hand);
end $$;
