import type { Order } from '../../shared/orders/views/order.ts'
import type { TestShop } from '../support/shop.ts'

const tables = [
  ...['inventory', 'stock_holds', 'stock_movements', 'coupons', 'coupon_redemptions', 'delivery_slots'],
  ...[
    'slot_bookings',
    'carts',
    'cart_lines',
    'orders',
    'order_lines',
    'order_history',
    'payments',
    'refunds',
    'outbox',
  ],
  ...['idempotency_keys', 'payment_events'],
]

/** Every row that placing an order can change, as text. A refusal must not change any of them. */
export async function readOrderRows(shop: TestShop): Promise<string> {
  const parts = tables.map((table) => `(select jsonb_agg(to_jsonb(t) order by to_jsonb(t)) from ${table} t)`)
  const [row] = await shop.rows(`select jsonb_build_array(${parts.join(', ')})::text as rows`)
  return String(row?.rows)
}

export async function stockOf(shop: TestShop, sku: string): Promise<{ onHand: unknown; held: unknown }> {
  const [row] = await shop.rows('select on_hand, held from inventory where sku = $1', [sku])
  return { onHand: row?.on_hand, held: row?.held }
}

/** Moves the end of the payment window to 30 seconds ago, without running the expire-holds job. */
export async function expireHolds(shop: TestShop, { id }: Order): Promise<void> {
  await shop.rows("update orders set expires_at = now() - interval '30 seconds' where id = $1", [id])
  for (const table of ['stock_holds', 'slot_bookings']) {
    await shop.rows(
      `update ${table} set expires_at = now() - interval '30 seconds' where order_id = $1 and expires_at is not null`,
      [id],
    )
  }
}

export async function setOrderStatus(shop: TestShop, { id }: Order, status: string): Promise<void> {
  await shop.rows('update orders set status = $2 where id = $1', [id, status])
}

/** The captured and refunded amounts of an order's payment, and its refunds. */
export async function paymentAmounts(shop: TestShop, { id }: Order) {
  const [payment] = await shop.rows('select captured, refunded from payments where order_id = $1', [id])
  const refunds = await shop.rows('select amount, status from refunds where order_id = $1 order by created_at', [id])
  return { captured: payment?.captured, refunded: payment?.refunded, refunds }
}

/** Requests a refund with a new idempotency key. */
export function requestRefund(shop: TestShop, headers: Record<string, string>, id: string, body: object) {
  return shop.call('POST', `/admin/orders/${id}/refunds`, {
    headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    body: { reason: 'test', ...body },
  })
}
