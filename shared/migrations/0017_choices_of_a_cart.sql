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

-- Fees beside the delivery fee: [{ code: 'bags' | 'deposit' | 'tip', amount }], and their sum, which the total includes.
-- The previous release writes orders without them.
alter table orders
  add column fees jsonb not null default '[]',
  add column other_fees integer not null default 0,
  add constraint orders_fees_are_a_list check (jsonb_typeof(fees) = 'array'),
  add constraint orders_other_fees_not_negative check (other_fees >= 0),
  drop constraint orders_add_up,
  add constraint orders_add_up check (total = subtotal - discount + delivery_fee + other_fees);

-- Bags and a tip of a cart. The price of a bag is the one at the time of the choice.
alter table carts
  add column bags integer not null default 0,
  add column bag_fee integer not null default 0,
  add column tip integer not null default 0,
  add constraint carts_bags_not_negative check (bags >= 0 and bag_fee >= 0),
  add constraint carts_tip_not_negative check (tip >= 0);
