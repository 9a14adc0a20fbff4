/** An order with all that an order can have, waiting for its payment, and the rows around it. */
const waiting = (id: string, until: string) => `
  insert into carts (id, currency, status, coupon_code) values ('${id}', 'HKD', 'ordered', 'OTHER');
  insert into cart_lines (cart_id, sku, quantity) values ('${id}', 'OTHER-A', 2), ('${id}', 'OTHER-B', 1);
  insert into orders (id, number, cart_id, email, status, currency, coupon_id, coupon_code, coupon_discount, slot_id,
    slot_starts_at, slot_ends_at, address, subtotal, discount, delivery_fee, total, expires_at, updated_at)
  select '${id}', -(select count(*) from orders) - 1, '${id}', 'other@example.com', 'pending_payment', 'HKD', 'other',
    'OTHER', 100, s.id, s.starts_at, s.ends_at, '{"line1": "There"}', 1000, 100, 0, 900, ${until}, '2026-01-01'
  from delivery_slots s where s.id = 'other';
  insert into order_lines (order_id, line, sku, name, unit, quantity, price, price_quantity, subtotal,
    promotion_discount, coupon_discount, total, substitution)
  select '${id}', row_number() over (order by p.sku), p.sku, p.name, p.unit, l.quantity, 0, 1, 0, 0, 0, 0, '{}'
  from cart_lines l join products p on p.sku = l.sku where l.cart_id = '${id}';
  insert into order_history (order_id, status, at) values ('${id}', 'pending_payment', '2026-01-01');
  insert into stock_holds (sku, order_id, quantity, expires_at)
  select sku, '${id}', quantity, ${until} from cart_lines where cart_id = '${id}';
  update inventory i set held = held + l.quantity from cart_lines l where l.cart_id = '${id}' and l.sku = i.sku;
  insert into coupon_redemptions (order_id, coupon_id, customer, identity, discount)
  values ('${id}', 'other', 'other@example.com', 'other@example.com', 100);
  update coupons set redeemed = redeemed + 1 where id = 'other';
  insert into slot_bookings (order_id, slot_id, expires_at) values ('${id}', 'other', ${until});
  update delivery_slots set booked = booked + 1 where id = 'other';
  insert into payments (id, provider, provider_payment_id, order_id, amount, currency, captured, next_check_at, updated_at)
  values ('${id}', 'other', '${id}', '${id}', 900, 'HKD', 400, now() + interval '1 day', '2026-01-01');
  insert into refunds (id, payment_id, order_id, amount, reason) values ('${id}', '${id}', '${id}', 150, 'other');
  insert into idempotency_keys (scope, key, fingerprint, order_id) values ('${id}', 'key', 'other', '${id}');`

interface RowReader {
  rows(text: string): Promise<Record<string, unknown>[]>
}

/**
 * Rows that no routine under test may change: a missing condition in a routine would change them. They stay what they
 * are for a day, because the files of one worker share them.
 */
export const UNRELATED_ROWS = `
  insert into categories (id, slug, name) values ('other', 'other', '{"en": "Other"}');
  insert into products (sku, category_id, name, unit, price, price_quantity) values
    ('OTHER-A', 'other', '{"en": "A"}', 'each', 10, 1), ('OTHER-B', 'other', '{"en": "B"}', 'each', 10, 1);
  insert into inventory (sku, on_hand) values ('OTHER-A', 90), ('OTHER-B', 80);
  insert into stock_movements (sku, delta, reason, actor) values ('OTHER-A', 90, 'opening', 'other');
  insert into promotions (id, code, kind, quantity, amount, description) values
    ('other', 'OTHER', 'bundle_saving', 1, 5, '{"en": "Other"}');
  insert into promotion_products (promotion_id, sku) values ('other', 'OTHER-A');
  insert into coupons (id, code, type, value, usage_limit) values ('other', 'OTHER', 'amount', 100, 50);
  insert into delivery_slots (id, starts_at, ends_at, cutoff_at, capacity, fee) values
    ('other', now() + interval '2 days', now() + interval '3 days', now() + interval '1 day', 50, 700);
  insert into flash_sales (id, sku, price, allocation, per_customer_limit, starts_at, ends_at) values
    ('other', 'OTHER-A', 5, 3, 1, now() - interval '1 hour', now() + interval '1 day');
  insert into stock_holds (sku, flash_sale_id, quantity, expires_at) values
    ('OTHER-A', 'other', 3, now() + interval '1 day');
  update inventory set held = held + 3 where sku = 'OTHER-A';
  ${waiting('other-waiting', "now() + interval '1 day'")}
  insert into carts (id, currency, coupon_code, updated_at) values ('other-open', 'HKD', 'OTHER', '2026-01-01');
  insert into cart_lines (cart_id, sku, quantity) values ('other-open', 'OTHER-A', 7);
  insert into payment_events (provider, event_id, type, provider_payment_id, amount, payload, processed_at, outcome)
  values ('other', 'other', 'payment_succeeded', 'other-waiting', 400, '{}', '2026-01-01', 'recorded');
  insert into outbox (topic, order_id, payload, available_at, attempts, last_error) values
    ('other', 'other-waiting', '{}', now() + interval '1 day', 3, 'other');`

/** Lapsed rows of other owners: a routine without a condition on the owner would change them. */
export const LAPSED_UNRELATED_ROWS = `
  ${waiting('other-lapsed', "now() - interval '10 minutes'")}
  insert into payment_events (provider, event_id, type, provider_payment_id, amount, payload)
  values ('other', 'other-new', 'payment_succeeded', 'other-lapsed', 400, '{}');
  insert into outbox (topic, order_id, payload, available_at) values ('other', 'other-lapsed', '{}', now());`

/** The column that names the owner of a row. */
const owners = {
  ...{ products: 'sku', inventory: 'sku', stock_movements: 'sku', promotions: 'id', coupons: 'id' },
  ...{ delivery_slots: 'id', flash_sales: 'id', carts: 'id', cart_lines: 'cart_id', orders: 'id' },
  ...{ order_lines: 'order_id', order_history: 'order_id', coupon_redemptions: 'coupon_id', slot_bookings: 'slot_id' },
  ...{ stock_holds: 'sku', payments: 'id', refunds: 'payment_id', payment_events: 'provider', outbox: 'topic' },
  ...{ idempotency_keys: 'scope' },
}

export function readUnrelatedRows(shop: RowReader): Promise<Record<string, unknown>[]> {
  const parts = Object.entries(owners).map(
    ([table, owner]) =>
      `select '${table}' as "table", jsonb_agg(to_jsonb(t) order by to_jsonb(t)) as rows from ${table} t
       where lower(t.${owner}) like 'other%'`,
  )
  return shop.rows(`${parts.join(' union all ')} order by 1`)
}
