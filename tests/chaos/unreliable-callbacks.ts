import { Order } from '../../shared/orders/views/order.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import type { Pay } from './run-shopper.ts'

/** Shares of callbacks that are lost, late or repeated. */
const SHARES = { lost: 0.25, late: 0.25, repeated: 0.25 }
const LATEST_SECONDS = 4
const MOST_DELIVERIES = 5

export interface Callbacks {
  lost: number
  late: number
  repeated: number
  reordered: number
}

/** Pays at a provider whose callbacks arrive once, several times, late, out of order, or never. */
export function unreliablePayments(): { pay: Pay; callbacks: Callbacks } {
  const callbacks = { lost: 0, late: 0, repeated: 0, reordered: 0 }
  const pay: Pay = async (send, record, chance) => {
    if (record.order === undefined) return
    const { id, accessToken } = record.order
    const read = await send('GET', `/orders/${id}`, { headers: { 'x-order-token': accessToken } })
    const path = `/sandbox/payments/${Order.parse(read.body).payment.id}`
    // The payment failed before it succeeded, and the callback of the failure arrives last.
    if (chance.happens('reordered', 0.1)) {
      await send('POST', `${path}/fail?afterSeconds=2`)
      callbacks.reordered++
    }
    const luck = chance.draw('callback')
    const { lost, late, repeated } = SHARES
    let query = ''
    if (luck < lost) {
      query = '?deliveries=0'
      callbacks.lost++
    } else if (luck < lost + late) {
      query = `?deliveries=2&afterSeconds=${chance.between('seconds', 1, LATEST_SECONDS)}`
      callbacks.late++
    } else if (luck < lost + late + repeated) {
      query = `?deliveries=${chance.between('deliveries', 2, MOST_DELIVERIES)}`
      callbacks.repeated++
    }
    const paid = await send('POST', `${path}/succeed${query}`)
    record.paid = paid.status === 200
    record.lost += read.lost + paid.lost
  }
  return { pay, callbacks }
}

/** Expires some unpaid orders while the shop is open. */
export async function expireSomeOrders(database: Database): Promise<void> {
  const text = `with lapsed as (
      update orders set expires_at = now() where status = 'pending_payment' and random() < 0.1
        and created_at < now() - interval '300 milliseconds' returning id
    ), holds as (
      update stock_holds h set expires_at = now() from lapsed where h.order_id = lapsed.id
    )
    update slot_bookings b set expires_at = now() from lapsed where b.order_id = lapsed.id and b.expires_at is not null`
  await database.query({ name: 'lapse_some', text }, [])
}
