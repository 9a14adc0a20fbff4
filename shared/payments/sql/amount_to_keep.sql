-- What the shop may keep of an order that lives on, in minor units: what it costs, less what staff have given back. What
-- they gave back before packing counts towards what packing takes off, so a packed order costs the less of the two; what they
-- gave back since is by itself. One of their refunds that failed counts as well: it is with people. What was not charged
-- counts until the order is packed: should all be captured before, by hand at the provider, that much is too much. After
-- that its units are not in what is due.
create or replace function amount_to_keep(the_order orders, payment payments) returns integer language plpgsql stable as $$
declare
  agreed constant integer := coalesce((the_order.as_placed ->> 'total')::integer, the_order.total);
  before_packing integer;
  since integer;
begin
  select
    coalesce(sum(r.amount) filter (where not r.packed and (r.status <> 'not_charged' or payment.due is null)), 0),
    coalesce(sum(r.amount) filter (where r.packed), 0)
  into before_packing, since from refunds r where r.payment_id = payment.id and r.requested_by is not null;
  -- Nothing is due before it is packed: least passes a null over.
  return least(payment.due, agreed - before_packing) - since;
end $$;
