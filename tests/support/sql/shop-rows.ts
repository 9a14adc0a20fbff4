import { fromNow, type RoutineShop, type Value } from './routine-shop.ts'

type Columns = Record<string, Value>
/** SKU → quantity. */
type Units = Record<string, number>

/** A product with its stock. */
export async function insertProduct(
  shop: RoutineShop,
  sku: string,
  { onHand = 100, held = 0, ...product }: { onHand?: number; held?: number } & Columns = {},
): Promise<void> {
  await shop.insert('products', {
    ...{ sku, category_id: 'other', name: JSON.stringify({ en: sku }), unit: 'each', price: 500, price_quantity: 1 },
    ...product,
  })
  await shop.insert('inventory', { sku, on_hand: onHand, held })
}

export const readStock = (shop: RoutineShop, sku: string) =>
  shop.row('select on_hand, held from inventory where sku = $1', [sku])

export async function insertCart(shop: RoutineShop, id: string, cart: Columns = {}, units: Units = {}): Promise<void> {
  await shop.insert('carts', { id, currency: 'HKD', updated_at: fromNow(-60), ...cart })
  for (const [sku, quantity] of Object.entries(units)) await shop.insert('cart_lines', { cart_id: id, sku, quantity })
}

/** An order of 1,000 in a cart of its own; what it holds is up to the test. */
export async function insertOrder(shop: RoutineShop, id: string, order: Columns = {}): Promise<void> {
  await insertCart(shop, id, { status: 'ordered' })
  await shop.insert('orders', {
    ...{ id, cart_id: id, email: 'Shopper@Example.com', status: 'pending_payment', currency: 'HKD' },
    ...{ subtotal: 1_000, discount: 0, delivery_fee: 0, total: 1_000 },
    ...{ expires_at: fromNow(900), updated_at: fromNow(-60), ...order },
  })
}

/** What an order with this slot says of it. */
export const slotColumns = (slot: string): Columns => ({
  ...{ slot_id: slot, slot_starts_at: fromNow(7_200), slot_ends_at: fromNow(9_000), address: '{"line1": "Here"}' },
})

export async function insertOrderLines(shop: RoutineShop, order: string, units: Units): Promise<void> {
  for (const [index, [sku, quantity]] of Object.entries(units).entries()) {
    await shop.insert('order_lines', {
      ...{ order_id: order, line: index + 1, sku, name: JSON.stringify({ en: sku }), unit: 'each', quantity },
      ...{ price: 500, price_quantity: 1, subtotal: 500 * quantity, promotion_discount: 0, coupon_discount: 0 },
      ...{ total: 500 * quantity, substitution: '{"type": "none"}' },
    })
  }
}

/** Records the units as sold; `on_hand` must already exclude them. */
export async function insertSales(shop: RoutineShop, order: string, units: Units): Promise<void> {
  for (const [sku, quantity] of Object.entries(units)) {
    const row = { sku, delta: -quantity, reason: 'sold', order_id: order, actor: 'checkout' }
    await shop.insert('stock_movements', row)
  }
}

/** Also updates the held counter. */
export async function insertHolds(shop: RoutineShop, order: string, units: Units, secondsFromNow = 900): Promise<void> {
  for (const [sku, quantity] of Object.entries(units)) {
    await shop.insert('stock_holds', { sku, order_id: order, quantity, expires_at: fromNow(secondsFromNow) })
    await shop.write('update inventory set held = held + $2 where sku = $1', sku, quantity)
  }
}

export async function insertCoupon(shop: RoutineShop, id: string, coupon: Columns = {}): Promise<void> {
  await shop.insert('coupons', { id, code: id.toUpperCase(), type: 'amount', value: 100, ...coupon })
}

export async function insertRedemption(shop: RoutineShop, order: string, coupon: string, more: Columns = {}) {
  const customer = more.customer ?? 'shopper@example.com'
  const columns = { order_id: order, coupon_id: coupon, customer, identity: customer, discount: 100, ...more }
  await shop.insert('coupon_redemptions', columns)
  await shop.write('update coupons set redeemed = redeemed + 1 where id = $1', coupon)
}

export async function insertSlot(shop: RoutineShop, id: string, slot: Columns = {}): Promise<void> {
  await shop.insert('delivery_slots', {
    ...{ id, starts_at: fromNow(7_200), ends_at: fromNow(9_000), cutoff_at: fromNow(3_600), capacity: 5, fee: 300 },
    ...slot,
  })
}

/** A delivery zone with its areas. */
export async function insertZone(
  shop: RoutineShop,
  id: string,
  { districts = [], postcodes = [], ...zone }: { districts?: string[]; postcodes?: string[] } & Columns = {},
): Promise<void> {
  await shop.insert('delivery_zones', { id, name: JSON.stringify({ en: id }), ...zone })
  const areas = { district: districts, postcode: postcodes }
  for (const [kind, names] of Object.entries(areas)) {
    for (const area of names) await shop.insert('delivery_zone_areas', { kind, area, zone_id: id, entered_name: area })
  }
}

export async function insertBooking(
  shop: RoutineShop,
  order: string,
  slot: string,
  secondsFromNow: number | null = 900,
) {
  const expires_at = secondsFromNow === null ? null : fromNow(secondsFromNow)
  await shop.insert('slot_bookings', { order_id: order, slot_id: slot, expires_at })
  await shop.write('update delivery_slots set booked = booked + 1 where id = $1', slot)
}

export async function insertPayment(shop: RoutineShop, order: string, payment: Columns = {}): Promise<void> {
  await shop.insert('payments', {
    ...{ id: `pay-${order}`, provider: 'sandbox', provider_payment_id: `sandbox-${order}`, order_id: order },
    ...{ amount: 1_000, currency: 'HKD', updated_at: fromNow(-60), ...payment },
  })
}

/** The first dispute of an order's payment, opened a minute ago. */
export async function insertDispute(
  shop: RoutineShop,
  order: string,
  { id = `pay-${order}`, won = false, lost = false } = {},
): Promise<void> {
  await shop.insert('payment_disputes', {
    ...{ payment_id: `pay-${order}`, id, opened_at: fromNow(-60), won_at: won ? fromNow(-30) : null },
    lost_at: lost ? fromNow(-30) : null,
  })
  await shop.write(
    `update payments p set disputed_at = d.opened_at, dispute_won_at = d.won_at, dispute_lost_at = d.lost_at
     from payment_disputes d where d.payment_id = p.id and p.order_id = $1`,
    order,
  )
}

export const insertRefund = (shop: RoutineShop, id: string, order: string, refund: Columns = {}) =>
  shop.insert('refunds', { id, payment_id: `pay-${order}`, order_id: order, amount: 100, reason: 'test', ...refund })
