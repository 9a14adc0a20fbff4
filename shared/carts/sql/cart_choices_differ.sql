-- Whether both carts have a coupon, or a choice of delivery, and they differ.
create or replace function cart_choices_differ(cart carts, other carts) returns boolean language sql immutable as $$
  select coalesce(cart.coupon_code <> other.coupon_code, false)
    or (cart.slot_id is not null or cart.pickup) and (other.slot_id is not null or other.pickup)
      and (cart.slot_id, cart.address) is distinct from (other.slot_id, other.address)
$$;
