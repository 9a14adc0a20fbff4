-- Both sides of a merge whose coupons or deliveries differ, each as the cart_view that the merged cart would have with it.
-- The caller compares them, decides, and calls merge_cart again. Nothing is changed: the merge is rolled back.
-- result: { guest: { version, view }, customer: { version, view }, newerCoupon: 'guest' | 'customer', newerDelivery: the same }
-- The caller has locked both carts.
create or replace function cart_merge_choices(guest carts, own carts, largest_quantity integer) returns jsonb
language plpgsql as $$
declare
  choices jsonb;
begin
  begin
    perform merge_cart_lines(guest.id, own.id, largest_quantity);
    select jsonb_build_object(
      'newerCoupon', case when coalesce(guest.coupon_chosen_at, guest.updated_at)
        > coalesce(own.coupon_chosen_at, own.updated_at) then 'guest' else 'customer' end,
      'newerDelivery', case when coalesce(guest.delivery_chosen_at, guest.updated_at)
        > coalesce(own.delivery_chosen_at, own.updated_at) then 'guest' else 'customer' end,
      'guest', jsonb_build_object('version', guest.version, 'view', cart_view(jsonb_build_object('cartId', own.id,
        'customerId', own.customer_id, 'couponCode', guest.coupon_code,
        'delivery', jsonb_build_object('slotId', guest.slot_id, 'address', guest.address)))),
      'customer', jsonb_build_object('version', own.version, 'view', cart_view(jsonb_build_object('cartId', own.id,
        'customerId', own.customer_id, 'couponCode', own.coupon_code,
        'delivery', jsonb_build_object('slotId', own.slot_id, 'address', own.address)))))
    into choices;
    raise exception using errcode = 'LD002';
  exception
    when sqlstate 'LD002' then
      -- Rolled back to the start of this block.
  end;
  return choices;
end $$;
