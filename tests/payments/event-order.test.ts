import { describe, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import { issue, openSlot, sell } from '../functions/catalog/goods.ts'
import { stockOf } from '../orders/books.ts'
import { testShop } from '../support/shop.ts'
import { delivered, eventOf } from './sandbox-callback.ts'

/** One effect per event, and one end: whatever order a provider's events come in, and however often. */
const shop = await testShop()

const happenings = {
  succeeded: (order: Order) => eventOf(order, 'payment_succeeded', { amount: order.total }),
  failed: (order: Order) => eventOf(order, 'payment_failed'),
  refunded: (order: Order) => eventOf(order, 'payment_refunded', { amount: order.total }),
  'refunded in part': (order: Order) => eventOf(order, 'payment_refunded', { amount: 300 }),
  disputed: (order: Order) => eventOf(order, 'payment_disputed'),
}
type Happening = keyof typeof happenings
const names: Happening[] = ['succeeded', 'failed', 'refunded', 'refunded in part', 'disputed']

function subsets(of: readonly Happening[], size: number): Happening[][] {
  if (size === 0) return [[]]
  return of.flatMap((name, at) => subsets(of.slice(at + 1), size - 1).map((rest) => [name, ...rest]))
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

/**
 * Everything about an order that its events decide, without ids and times. That a payment has failed is told while the
 * shopper can still pay, and so depends on the moment.
 */
async function stateOf(order: Order, { sku, slotId, code }: Holdings) {
  const { status, refunded, payment, history } = await shop.read(order)
  const [facts] = await shop.rows(
    `select p.captured, p.refunded, p.failed_at is not null as failed, p.disputed_at is not null as disputed,
       o.disputed_at is not null as "orderDisputed",
       (select count(*)::integer from refunds r where r.order_id = o.id) as refunds,
       (select booked from delivery_slots where id = $2) as booked,
       (select redeemed from coupons where code = $3) as redeemed,
       (select array_agg(m.reason || ' ' || m.delta order by m.id) from stock_movements m where m.order_id = o.id) as moved,
       (select array_agg(topic order by topic) from outbox x
         where x.order_id = o.id and x.topic <> 'payment_failed') as told
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

async function endOf(sequence: readonly Happening[], repeated: boolean) {
  const [sku, slotId, code] = [await sell(shop, { onHand: 5 }), await openSlot(shop), await issue(shop)]
  const order = await shop.order({ lines: { [sku]: 2 }, slotId, coupon: code })
  const events = sequence.map((name) => happenings[name](order))
  for (const event of events) {
    await delivered(shop, event)
    if (repeated) await delivered(shop, event)
  }
  if (repeated) for (const event of events.toReversed()) await delivered(shop, event)
  return stateOf(order, { sku, slotId, code })
}

describe.each([1, 2, 3].flatMap((size) => subsets(names, size)).map((set) => [set.join(', '), set] as const))(
  '%s',
  (_names, set) => {
    test('every order and number of deliveries ends the same', async () => {
      const expected = await endOf(set, false)
      for (const sequence of permutations(set)) {
        for (const repeated of [false, true]) {
          expect(
            await endOf(sequence, repeated),
            `${sequence.join(' → ')}${repeated ? ', each three times' : ''}`,
          ).toEqual(expected)
        }
      }
      expect(expected).toMatchObject(endThatIsRight(set))
    })
  },
)

/** What the end must be, told by the set alone. */
function endThatIsRight(set: readonly Happening[]) {
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
