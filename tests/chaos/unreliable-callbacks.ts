import * as z from 'zod'
import type { Database } from '../../shared/db/database.ts'
import { Order } from '../../shared/orders/order.ts'
import type { Pay } from './visit.ts'

/** Of all payments: how many callbacks get lost, come late, or come again and again. */
const SHARES = { lost: 0.25, late: 0.25, repeated: 0.25 }
const LATEST_SECONDS = 4
const MOST_DELIVERIES = 5

export interface Callbacks {
  lost: number
  late: number
  repeated: number
  reordered: number
}

/** Shoppers who pay, at a provider whose callbacks come once, again and again, late, in the wrong order, or not at all. */
export function unreliablePayments(): { pay: Pay; callbacks: Callbacks } {
  const callbacks = { lost: 0, late: 0, repeated: 0, reordered: 0 }
  const pay: Pay = async (send, told, chance) => {
    if (told.order === undefined) return
    const { id, accessToken } = told.order
    const read = await send('GET', `/orders/${id}`, { headers: { 'x-order-token': accessToken } })
    const path = `/sandbox/payments/${Order.parse(read.body).payment.id}`
    // It failed before it succeeded, and the news of that comes after.
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
    told.paid = paid.status === 200
    told.lost += read.lost + paid.lost
  }
  return { pay, callbacks }
}

/** The time to pay passes for some of the orders that wait, while the shop is open. */
export async function lapseSome(database: Database): Promise<void> {
  const text = `with lapsed as (
      update orders set expires_at = now() where status = 'pending_payment' and random() < 0.1
        and created_at < now() - interval '300 milliseconds' returning id
    ), holds as (
      update stock_holds h set expires_at = now() from lapsed where h.order_id = lapsed.id
    )
    update slot_bookings b set expires_at = now() from lapsed where b.order_id = lapsed.id and b.expires_at is not null`
  await database.query({ name: 'lapse_some', text }, [])
}

/** All that may be open at the provider is to be looked at now. */
export async function lookAtAll(database: Database): Promise<void> {
  const text = 'update payments set next_check_at = now() where next_check_at is not null'
  await database.query({ name: 'look_at_all', text }, [])
}

const Counts = z.object({ paid: z.int(), live: z.int(), refunded: z.int(), late: z.int(), strays: z.int() })

/**
 * What became of every payment that the provider's own books say succeeded: its order lives, or the money went back.
 * `strays` are those of which neither is true: there must be none.
 */
export async function whereTheMoneyIs(database: Database): Promise<z.output<typeof Counts>> {
  const text = `with succeeded as (
      select payment_id, max((event #>> '{data,amount}')::integer) as amount from sandbox_events
      where event ->> 'type' = 'payment_succeeded' group by payment_id
    ), judged as (
      select o.status in ('paid', 'picking', 'out_for_delivery', 'delivered') as live,
        p.captured = s.amount as known, p.refunded = s.amount as back,
        exists (select from order_history h where h.order_id = o.id and h.status = 'expired') as late
      from succeeded s left join payments p on p.provider_payment_id = s.payment_id left join orders o on o.id = p.order_id
    )
    select count(*)::integer as paid, (count(*) filter (where known and live and not back))::integer as live,
      (count(*) filter (where known and back and not live))::integer as refunded,
      (count(*) filter (where late))::integer as late,
      (count(*) filter (where (known and (live and not back or back and not live)) is not true))::integer as strays
    from judged`
  const [row] = await database.query({ name: 'where_the_money_is', text }, [])
  return Counts.parse(row)
}
