-- The amount that the shop retains for a live order, in minor units: the order's total less the refunds by staff.
-- Refunds before packing are part of the reduction by packing, so a packed order costs the lower of both amounts; refunds
-- after packing are subtracted in addition. A failed refund counts too, because staff handle it. A refund with the status
-- not_charged counts until the order is packed, in case everything is captured earlier, manually at the provider. After
-- packing, its units are no longer part of what is due. A refund that a dispute withdrew does not count.
create or replace function retained_amount(the_order orders, payment payments) returns integer language plpgsql stable as $$
declare
  placed_total constant integer := coalesce((the_order.as_placed ->> 'total')::integer, the_order.total);
  original_total constant integer := placed_total - placed_total % payment.charge_step;
  before_packing integer;
  after_packing integer;
begin
  select
    coalesce(sum(r.amount) filter (where not r.packed and (r.status <> 'not_charged' or payment.due is null)), 0),
    coalesce(sum(r.amount) filter (where r.packed), 0)
  into before_packing, after_packing from refunds r where r.payment_id = payment.id and r.requested_by is not null and r.status <> 'withdrawn';
  -- `due` is null before packing, and least ignores nulls.
  return least(payment.due, original_total - before_packing) - after_packing;
end $$;
