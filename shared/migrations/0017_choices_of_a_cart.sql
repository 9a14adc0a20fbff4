-- The choice of pick-up is stored: without a choice of delivery or pick-up a cart cannot be ordered.

-- Counts only without a slot: the previous release sets a slot and does not know this column.
alter table carts add column pickup boolean not null default false;
update carts set pickup = true where status = 'ordered' and slot_id is null;

-- When a choice was made: of two carts that are merged, the newer choice is kept if both are possible. Null for choices
-- from before these columns; updated_at counts then.
alter table carts
  add column coupon_chosen_at timestamptz,
  add column delivery_chosen_at timestamptz,
  -- What the merge of this cart into a customer's cart did not keep. A repeated request gets the same warnings.
  add column merge_dropped jsonb;
alter table cart_lines add column substitution_chosen_at timestamptz;
