-- Sets coupon, delivery, bags and tip of the customer's cart. Coupon and delivery are its own, the guest's if it has none, or the decided one of both.
-- decision: see merge_cart; null if there is nothing to decide. Returns what was not kept, see merge_cart.
-- The caller has locked both carts.
create or replace function merge_cart_choices(guest carts, own carts, decision jsonb) returns jsonb
language plpgsql as $$
declare
  dropped jsonb := '[]';
  lost carts;
begin
  if own.coupon_code is null or guest.coupon_code <> own.coupon_code and decision ->> 'coupon' = 'guest' then
    update carts set coupon_code = guest.coupon_code, coupon_chosen_at = guest.coupon_chosen_at where id = own.id;
    lost := own;
  else
    lost := guest;
  end if;
  if guest.coupon_code <> own.coupon_code then
    dropped := dropped || jsonb_build_object('kind', 'coupon', 'couponCode', lost.coupon_code,
      'reason', decision -> 'couponReason');
  end if;

  if own.slot_id is null and not own.pickup
    or (guest.slot_id is not null or guest.pickup) and decision ->> 'delivery' = 'guest'
  then
    update carts set slot_id = guest.slot_id, address = guest.address, pickup = guest.pickup,
      delivery_chosen_at = guest.delivery_chosen_at
    where id = own.id;
    lost := own;
  else
    lost := guest;
  end if;
  if (lost.slot_id is not null or lost.pickup)
    and (guest.slot_id, guest.address) is distinct from (own.slot_id, own.address)
  then
    dropped := dropped || (
      select jsonb_build_object('kind', 'delivery', 'reason', decision -> 'deliveryReason') || case
        when s.id is null then '{"pickup": true}'
        else jsonb_build_object('slotId', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at) end
      from (select lost.slot_id) l left join delivery_slots s on s.id = l.slot_id);
  end if;
  -- Bags are added, because both were for lines that are added too. Of two tips the higher one is kept.
  if guest.tip > 0 and own.tip > 0 and guest.tip <> own.tip then
    dropped := dropped || jsonb_build_object('kind', 'tip', 'amount', least(guest.tip, own.tip));
  end if;
  update carts set bags = own.bags + guest.bags, bag_fee = greatest(own.bag_fee, guest.bag_fee),
    tip = greatest(own.tip, guest.tip), version = version + 1, updated_at = now()
  where id = own.id;
  return dropped;
end $$;
