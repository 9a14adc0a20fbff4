import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { stockOf } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'
import { delivered, eventOf } from './sandbox-callback.ts'

/** Each event has one effect, and the final state is the same for every order and number of deliveries. */
const shop = await testShop()

const eventFactories = {
  succeeded: (order: Order) => eventOf(order, 'payment_succeeded', { amount: order.total }),
  failed: (order: Order) => eventOf(order, 'payment_failed'),
  refunded: (order: Order) => eventOf(order, 'payment_refunded', { amount: order.total }),
  'refunded in part': (order: Order) => eventOf(order, 'payment_refunded', { amount: 300 }),
  disputed: (order: Order) => eventOf(order, 'payment_disputed'),
}
type EventName = keyof typeof eventFactories
const names: EventName[] = ['succeeded', 'failed', 'refunded', 'refunded in part', 'disputed']

function subsets(of: readonly EventName[], size: number): EventName[][] {
  if (size === 0) return [[]]
  return of.flatMap((name, at) => subsets(of.slice(at + 1), size - 1).map((rest) => [name, ...rest]))
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

/**
 * All that an order's events decide, without ids and times. The notification of a failed payment is left out: it is sent
 * only while the shopper can still pay, so it depends on the order of events.
 */
async function readState(order: Order, { sku, slotId, code }: Holdings) {
  const { status, refunded, payment, history } = await shop.read(order)
  const [facts] = await shop.rows(
    `select p.captured, p.refunded, p.failed_at is not null as failed, p.disputed_at is not null as disputed,
       o.disputed_at is not null as "orderDisputed",
       (select count(*)::integer from refunds r where r.order_id = o.id) as refunds,
       (select booked from delivery_slots where id = $2) as booked,
       (select redeemed from coupons where code = $3) as redeemed,
       (select array_agg(m.reason || ' ' || m.delta order by m.id) from stock_movements m where m.order_id = o.id) as moved,
       (select array_agg(topic order by topic) from outbox x
         where x.order_id = o.id and x.topic <> 'payment_failed') as notifications
     from orders o join payments p on p.order_id = o.id where o.id = $1`,
    [order.id, slotId, code],
  )
  const past = history.map((entry) => entry.status)
  return { status, refunded, payment: payment.status, past, stock: await stockOf(shop, sku), ...facts }
}

interface Holdings {
  sku: string
  slotId: string
  code: string
}

async function finalState(sequence: readonly EventName[], repeated: boolean) {
  const [sku, slotId, code] = [await addProduct(shop, { onHand: 5 }), await addSlot(shop), await addCoupon(shop)]
  const order = await shop.order({ lines: { [sku]: 2 }, slotId, coupon: code })
  const events = sequence.map((name) => eventFactories[name](order))
  for (const event of events) {
    await delivered(shop, event)
    if (repeated) await delivered(shop, event)
  }
  if (repeated) for (const event of events.toReversed()) await delivered(shop, event)
  return readState(order, { sku, slotId, code })
}

describe.each([1, 2, 3].flatMap((size) => subsets(names, size)).map((set) => [set.join(', '), set] as const))(
  '%s',
  (_names, set) => {
    test('every order and number of deliveries has the same final state', async () => {
      const expected = await finalState(set, false)
      for (const sequence of permutations(set)) {
        for (const repeated of [false, true]) {
          expect(
            await finalState(sequence, repeated),
            `${sequence.join(' → ')}${repeated ? ', each three times' : ''}`,
          ).toEqual(expected)
        }
      }
      expect(expected).toMatchObject(expectedState(set))
    })
  },
)

/** The correct final state of a set of events. */
function expectedState(set: readonly EventName[]) {
  const [captured, whole, part] = [
    set.includes('succeeded'),
    set.includes('refunded'),
    set.includes('refunded in part'),
  ]
  const disputed = set.includes('disputed')
  const common = { failed: set.includes('failed'), disputed, orderDisputed: disputed, refunds: 0 }
  const free = { booked: 0, redeemed: 0 }
  const taken = { booked: 1, redeemed: 1 }
  if (!captured) {
    return {
      ...common,
      ...taken,
      status: 'pending_payment',
      captured: 0,
      refunded: expect.any(Number),
      stock: { onHand: 5, held: 2 },
    }
  }
  if (whole) {
    const end = { status: 'refunded', payment: 'refunded', past: ['pending_payment', 'paid', 'refunded'] }
    return { ...common, ...free, ...end, moved: ['sold -2', 'cancelled 2'], stock: { onHand: 5, held: 0 } }
  }
  const payment = part ? 'partially_refunded' : 'succeeded'
  const end = { status: 'paid', payment, past: ['pending_payment', 'paid'], refunded: part ? 300 : 0 }
  return { ...common, ...taken, ...end, moved: ['sold -2'], stock: { onHand: 3, held: 0 } }
}
