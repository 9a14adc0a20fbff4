import * as z from 'zod'
import { Order } from '../../shared/orders/views/order.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { isFullyPaid, isFullyRefunded, isLive, readLedger } from '../races/payments.ts'
import type { Send } from './retrying-client.ts'
import { type ShopperRecord, sameLines } from './run-shopper.ts'

const OrderRow = z.object({
  id: z.string(),
  cart_id: z.string(),
  total: z.int(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
})

/** Acknowledgements that the database contradicts. */
export async function findViolations(database: Database, records: readonly ShopperRecord[]): Promise<string[]> {
  const text = `select o.id, o.cart_id, o.total,
      (select jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity)) from order_lines l where l.order_id = o.id) as lines
    from orders o`
  const rows = z.array(OrderRow).parse(await database.query({ name: '', text }, []))
  const orders = new Map(rows.map((row) => [row.id, row]))
  const byCart = Map.groupBy(rows, (row) => row.cart_id)
  const ledger = await readLedger(database)
  return records.flatMap((shopper) => {
    const { body, order } = shopper
    const ofCart = byCart.get(body.cartId) ?? []
    const faults = [...shopper.faults]
    const fault = (broken: boolean, words: string) => void (broken && faults.push(words))
    fault(ofCart.length > 1, `${body.cartId} has ${ofCart.length} orders`)
    if (order === undefined) {
      fault(ofCart.length > 0, `${body.cartId} was refused with ${shopper.refused}, and there is an order`)
      return faults
    }
    const stored = orders.get(order.id)
    const end = ledger.get(order.id)
    if (stored === undefined || end === undefined) return [...faults, `${order.id} was acknowledged but does not exist`]
    fault(stored.cart_id !== body.cartId, `${order.id} is of another cart`)
    fault(stored.total !== order.total || stored.total !== body.expectedTotal, `${order.id} costs ${stored.total}`)
    fault(!sameLines(shopper.lines, stored.lines), `${order.id} has other lines than its cart`)
    const { status, captured, refunded } = end
    const ending = `${order.id} is ${status}, captured ${captured}, refunded ${refunded}`
    if (shopper.cancelled) fault(status !== 'cancelled' || refunded !== captured, `cancelled: ${ending}`)
    else if (shopper.paid) fault(!(isLive(end) && isFullyPaid(end)), `paid: ${ending}`)
    else fault(status !== 'pending_payment' || captured !== 0, `left alone: ${ending}`)
    fault(shopper.paid && shopper.cancelled && !isFullyRefunded(end), `paid and cancelled: ${ending}`)
    return faults
  })
}

/** Repeats every order request, as after a lost answer; returns the wrong replays. */
export async function findReplayViolations(send: Send, records: readonly ShopperRecord[]): Promise<string[]> {
  const faults: string[] = []
  for (const { body, key, order } of records) {
    if (order === undefined) continue
    const reply = await send('POST', '/orders', { body, headers: { 'idempotency-key': key } })
    const again = Order.safeParse(reply.body).data?.id
    const replayed = reply.headers.get('idempotent-replayed') === 'true'
    if (again !== order.id || !replayed) faults.push(`${order.id}, requested again, is ${again ?? reply.status}`)
  }
  return faults
}
