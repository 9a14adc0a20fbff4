-- The choice of pick-up is stored: without a choice of delivery or pick-up a cart cannot be ordered.

-- Counts only without a slot: the previous release sets a slot and does not know this column.
alter table carts add column pickup boolean not null default false;
update carts set pickup = true where status = 'ordered' and slot_id is null;
