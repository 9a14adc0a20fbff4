import { fromNow, type RoutineShop, type Value } from './routine-shop.ts'

type Columns = Record<string, Value>

/** A product with its stock. */
export async function goods(
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

export const stockOf = (shop: RoutineShop, sku: string) =>
  shop.row('select on_hand, held from inventory where sku = $1', [sku])

export async function cartOf(shop: RoutineShop, id: string, cart: Columns = {}): Promise<void> {
  await shop.insert('carts', { id, currency: 'HKD', ...cart })
}

/** An order of 1,000 in a cart of its own; what it holds is up to the test. */
export async function orderOf(shop: RoutineShop, id: string, order: Columns = {}): Promise<void> {
  await cartOf(shop, id, { status: 'ordered' })
  await shop.insert('orders', {
    ...{ id, cart_id: id, email: 'Shopper@Example.com', status: 'pending_payment', currency: 'HKD' },
    ...{ subtotal: 1_000, discount: 0, delivery_fee: 0, total: 1_000, expires_at: fromNow(900), ...order },
  })
}
