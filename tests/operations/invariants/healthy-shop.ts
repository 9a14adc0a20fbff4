import type { AdministrableDatabase, Database } from '../../../shared/platform/db/database.ts'

/** A small shop with every kind of order, created by the real routines. The ids describe the orders. */
export async function makeHealthyShop(database: AdministrableDatabase): Promise<void> {
  await database.runScript(STOCK, 1)
  await place(database, 'waiting', { coupon: 'percent', slot: true })
  await place(database, 'cancelled', { coupon: 'percent', slot: true })
  await database.call('cancel_order', { orderId: 'cancelled', guest: true })
  await place(database, 'free', { free: true })

  await place(database, 'paid', { coupon: 'delivery', slot: true })
  await event(database, 'paid', 'payment_failed')
  await event(database, 'paid', 'payment_succeeded', 1_800)
  await event(database, 'paid', 'payment_succeeded', 1_800)

  await place(database, 'disputed', {})
  await event(database, 'disputed', 'payment_succeeded', 1_800)
  await event(database, 'disputed', 'payment_disputed')

  await place(database, 'taken-back', { coupon: 'percent', slot: true })
  await event(database, 'taken-back', 'payment_succeeded', 4_620)
  await database.call('cancel_order', { orderId: 'taken-back', guest: true })

  await place(database, 'refunded', {})
  await event(database, 'refunded', 'payment_refunded', 1_800)
  await event(database, 'refunded', 'payment_succeeded', 1_800)

  await place(database, 'packed', { coupon: 'percent' })
  await event(database, 'packed', 'payment_succeeded', 1_620)
  await pack(database, 'packed')

  await place(database, 'expired', { slot: true })
  await place(database, 'late', { coupon: 'percent', slot: true })
  await expire(database, 'expired', 'late')
  await database.call('expire_orders', { limit: 10 })
  await event(database, 'late', 'payment_succeeded', 4_620)
  await event(database, 'unknown', 'payment_succeeded', 1)
}

/** 3 bags of milk at 500 with 200 off by a promotion, and 250 g of rice at 2000 a kilogram: 1,800. */
const STOCK = `
  insert into categories (id, slug, name) values ('food', 'food', '{"en": "Food"}');
  insert into products (sku, category_id, name, unit, price, price_quantity) values
    ('MILK', 'food', '{"en": "Milk"}', 'each', 500, 1), ('RICE', 'food', '{"en": "Rice"}', 'g', 2000, 1000),
    ('TEA', 'food', '{"en": "Tea"}', 'each', 600, 1);
  insert into inventory (sku, on_hand) values ('MILK', 100), ('RICE', 9000), ('TEA', 50);
  insert into stock_movements (sku, delta, reason, actor) values
    ('MILK', 100, 'opening', 'test'), ('RICE', 9000, 'opening', 'test'), ('TEA', 50, 'opening', 'test');
  insert into promotions (id, code, kind, quantity, amount, description) values
    ('promotion', 'PROMOTION', 'bundle_saving', 1, 200, '{"en": "Less"}');
  insert into coupons (id, code, type, value, usage_limit, per_customer_limit) values
    ('percent', 'PERCENT', 'percent', 10, 5, 3), ('delivery', 'DELIVERY', 'free_delivery', 0, null, null);
  insert into delivery_slots (id, starts_at, ends_at, cutoff_at, capacity, fee) values
    ('slot', now() + interval '2 days', now() + interval '3 days', now() + interval '1 day', 5, 3000);
  insert into flash_sales (id, sku, price, allocation, claimed, per_customer_limit, starts_at, ends_at) values
    ('sale', 'MILK', 100, 10, 2, 2, now() - interval '1 hour', now() + interval '1 hour');
  update inventory set held = 10 where sku = 'MILK';
  insert into stock_holds (sku, flash_sale_id, quantity, expires_at) values
    ('MILK', 'sale', 10, now() + interval '1 hour');
  insert into flash_sale_claims (id, sale_id, customer_id, quantity, price, status, expires_at) values
    ('held', 'sale', 'one', 2, 100, 'held', now() + interval '5 minutes'),
    ('released', 'sale', 'two', 2, 100, 'released', now() - interval '1 day');`

interface Kind {
  coupon?: 'percent' | 'delivery'
  slot?: boolean
  /** An order with the total 0. */
  free?: boolean
}

async function place(database: Database, id: string, kind: Kind): Promise<void> {
  const address = { line1: 'Here' }
  await database.call('create_cart', { cartId: `cart-${id}`, currency: 'HKD' })
  for (const [sku, quantity] of [['MILK', 3] as const, ['RICE', 250] as const]) {
    await database.call('set_cart_line', { cartId: `cart-${id}`, sku, quantity, substitution: null, lineLimit: 9 })
  }
  const delivery = kind.slot ? { slotId: 'slot', address } : { slotId: null, address: null }
  await database.call('set_cart_delivery', { cartId: `cart-${id}`, ...delivery })
  await database.call('place_order', orderRequest(id, kind))
}

function orderRequest(id: string, { coupon, slot = false, free = false }: Kind) {
  const off = coupon === 'percent' ? { milk: 130, rice: 50 } : { milk: 0, rice: 0 }
  const sold = { name: { en: 'Product' }, substitution: { type: 'none' } }
  const milk = {
    ...sold,
    unit: 'each',
    quantity: 3,
    price: 500,
    priceQuantity: 1,
    subtotal: 1_500,
    promotionDiscount: free ? 1_500 : 200,
  }
  const rice = {
    ...sold,
    unit: 'g',
    quantity: 250,
    price: 2_000,
    priceQuantity: 1_000,
    subtotal: 500,
    promotionDiscount: free ? 500 : 0,
  }
  const lines = [
    { sku: 'MILK', ...milk, couponDiscount: off.milk, total: milk.subtotal - milk.promotionDiscount - off.milk },
    { sku: 'RICE', ...rice, couponDiscount: off.rice, total: rice.subtotal - rice.promotionDiscount - off.rice },
  ]
  const promoted = milk.promotionDiscount + rice.promotionDiscount
  const parts = lines.map(({ sku, promotionDiscount: amount }) => ({ sku, amount })).filter(({ amount }) => amount > 0)
  const description = { en: 'Less' }
  const promotion = { id: 'promotion', version: 1, code: 'PROMOTION', description, amount: promoted, lines: parts }
  const discount = promoted + off.milk + off.rice
  const deliveryFee = slot && coupon !== 'delivery' ? 3_000 : 0
  const redeemed = coupon === 'delivery' ? 3_000 : off.milk + off.rice
  return {
    ...{ orderId: id, cartId: `cart-${id}`, cartVersion: 4, customerId: null, email: 'Shopper@Example.com' },
    ...{ scope: 'guest', key: `key-${id}`, fingerprint: id, currency: 'HKD', holdSeconds: 900 },
    ...{
      lines,
      promotions: [promotion],
      subtotal: 2_000,
      discount,
      deliveryFee,
      total: 2_000 - discount + deliveryFee,
    },
    coupon: coupon === undefined ? null : { id: coupon, version: 1, code: coupon.toUpperCase(), discount: redeemed },
    ...{ slotId: slot ? 'slot' : null, slotFee: 3_000, zone: null, ageRestricted: false },
    ...{ paymentId: `pay-${id}`, provider: 'sandbox', providerPaymentId: `sandbox-${id}` },
  }
}

async function event(database: Database, order: string, type: string, amount: number | null = null): Promise<void> {
  const eventId = `${type}-${order}`
  const facts = { provider: 'sandbox', eventId, type, providerPaymentId: `sandbox-${order}`, amount, refundId: null }
  await database.call('store_payment_event', { ...facts, payload: {} })
  await database.call('apply_payment_event', { provider: 'sandbox', eventId })
}

/** Packs 2 of 3 bags of milk, tea instead of the third, and 10 g more rice. */
async function pack(database: Database, orderId: string): Promise<void> {
  const actor = { customerId: 'staff', role: 'staff', requestId: 'packing' }
  const milk = { sku: 'MILK', quantity: 2, pickedQuantity: 2, subtotal: 1_000, promotionDiscount: 133 }
  const rice = { sku: 'RICE', quantity: 250, pickedQuantity: 260, subtotal: 500, promotionDiscount: 0 }
  const tea = { sku: 'TEA', name: { en: 'Tea' }, unit: 'each', quantity: 1, pickedQuantity: 1, substitutes: 'MILK' }
  const promotion = { id: 'promotion', version: 1, code: 'PROMOTION', description: { en: 'Less' } }
  const substitution = { ...promotion, id: 'substitution', code: 'SUBSTITUTION' }
  const packing = {
    picked: [{ sku: 'MILK', quantity: 2 }],
    lines: [
      { ...milk, couponDiscount: 87, total: 780 },
      { ...rice, couponDiscount: 50, total: 450 },
    ],
    substitutes: [
      { ...tea, price: 600, priceQuantity: 1, subtotal: 600, promotionDiscount: 210, couponDiscount: 0, total: 390 },
    ],
    promotions: [
      { ...promotion, amount: 133, lines: [{ sku: 'MILK', amount: 133 }] },
      { ...substitution, amount: 210, lines: [{ sku: 'TEA', amount: 210 }] },
    ],
    ...{ couponDiscount: 137, subtotal: 2_100, discount: 480, total: 1_620, nothing: false },
  }
  await database.call('advance_order', { actor, orderId, to: 'picking', from: ['paid'], packing: null })
  await database.call('advance_order', { actor, orderId, to: 'out_for_delivery', from: ['picking'], packing })
}

/** Lets the time for the payment run out. */
function expire(database: AdministrableDatabase, ...orders: string[]): Promise<void> {
  const list = orders.map((id) => `'${id}'`).join(', ')
  return database.runScript(
    `update orders set expires_at = now() where id in (${list});
    update stock_holds set expires_at = now() where order_id in (${list});
    update slot_bookings set expires_at = now() where order_id in (${list});`,
    1,
  )
}
