-- What was packed, where it differs from what was ordered. Null as long as nothing is packed.
alter table orders
  add column packed_at timestamptz,
  -- What staff told, line by line, to know the same telling again.
  add column picked jsonb,
  -- Lines and sums as they were ordered, where packing changed them: what the same request of an order is answered again.
  add column as_placed jsonb,
  add constraint orders_packed_whole check ((packed_at is null) = (picked is null)),
  add constraint orders_as_placed_once_packed check (as_placed is null or packed_at is not null);

-- From then on `quantity` is what is charged, `picked_quantity` what lies in the bags: by weight it may be a little more.
-- A substitute is a line of its own that nobody ordered.
alter table order_lines
  add column ordered_quantity integer,
  add column picked_quantity integer,
  add column substitutes text collate "C",
  drop constraint order_lines_quantity_positive,
  add constraint order_lines_quantity_positive check (
    price_quantity > 0 and case when picked_quantity is null then quantity > 0 else quantity between 0 and picked_quantity end),
  add constraint order_lines_picked_whole check ((ordered_quantity is null) = (picked_quantity is null)),
  add constraint order_lines_ordered_not_negative check (ordered_quantity >= 0),
  add constraint order_lines_substitute_not_ordered check ((substitutes is null) = (ordered_quantity is distinct from 0));

-- What was sold and not picked goes back; what was picked and not sold is taken.
alter table stock_movements
  drop constraint stock_movements_reason,
  add constraint stock_movements_reason check (reason in (
    'opening', 'received', 'sold', 'picked', 'returned', 'cancelled', 'damaged', 'expired', 'counted', 'correction'));

-- The orders that staff work on, newest first. An order is in it only once it is paid.
create index orders_in_work_idx on orders (status, number) where status in ('paid', 'picking', 'out_for_delivery');
