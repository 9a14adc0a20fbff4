-- Sets the delivery slot and the address of a cart, or pick-up (slotId null). Returns the cart_view.
-- request: { cartId, customerId, slotId, address }
-- Refuses with cart_not_found, cart_already_ordered, cart_merged, slot_not_found, slot_closed, slot_full.
-- Nothing is booked: placing the order books the slot.
create or replace function set_cart_delivery(request jsonb) returns json language plpgsql as $$
declare
  cart carts := lock_open_cart(request ->> 'cartId', request ->> 'customerId');
  slot delivery_slots;
begin
  if request ->> 'slotId' is not null then
    select * into slot from delivery_slots where id = request ->> 'slotId';
    if slot.id is null then
      perform refuse('slot_not_found', jsonb_build_object('slotId', request ->> 'slotId'));
    elsif not slot.active or slot.cutoff_at <= now() then
      perform refuse('slot_closed', jsonb_build_object('slotId', slot.id));
    elsif slot.capacity <= slot.booked
      - (select count(*) from slot_bookings b where b.slot_id = slot.id and b.expires_at <= now())
    then
      perform refuse('slot_full', jsonb_build_object('slotId', slot.id));
    end if;
  end if;

  update carts set slot_id = request ->> 'slotId', address = nullif(request -> 'address', 'null'),
    pickup = request ->> 'slotId' is null, delivery_chosen_at = now(), version = version + 1, updated_at = now()
  where id = cart.id;
  return cart_view(jsonb_build_object('cartId', cart.id, 'customerId', request -> 'customerId'));
end $$;
