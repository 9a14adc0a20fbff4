-- Books one place of a delivery slot for an order, under the slot's row lock.
-- Refuses with slot_closed, slot_full, or price_changed when the fee is no longer the one that the shopper saw.
-- A slot that looks full first gives up the places of orders that were never paid in time.
create or replace function book_slot(
  wanted_slot text, wanted_fee integer, wanted_order text, hold_until timestamptz
) returns void language plpgsql as $$
declare
  slot delivery_slots;
  freed integer := 0;
begin
  select * into slot from delivery_slots where id = wanted_slot for no key update;
  if slot.id is null or not slot.active or slot.cutoff_at <= now() then
    perform refuse('slot_closed', jsonb_build_object('slotId', wanted_slot));
  elsif slot.fee <> wanted_fee then
    perform refuse('price_changed');
  end if;

  if slot.booked >= slot.capacity then
    with lapsed as (delete from slot_bookings where slot_id = slot.id and expires_at <= now() returning 1)
    select count(*) into freed from lapsed;
    if slot.booked - freed >= slot.capacity then
      perform refuse('slot_full', jsonb_build_object('slotId', wanted_slot));
    end if;
  end if;

  update delivery_slots set booked = booked - freed + 1 where id = slot.id;
  insert into slot_bookings (order_id, slot_id, expires_at) values (wanted_order, slot.id, hold_until);
end $$;
