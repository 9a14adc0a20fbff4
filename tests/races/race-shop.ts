import { expect } from 'vitest'
import { readInvariantFiles } from '../../scripts/sql-files.ts'
import { checkInvariants } from '../../shared/operations/check-invariants.ts'
import { cancelOrderAs } from '../../shared/orders/cancel-order.ts'
import { type PlaceOrderRequest, placeOrder } from '../../shared/orders/checkout/place-order.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { openTestPool } from '../support/database.ts'

/** Total connections. Races need a real Postgres and parallel connections. */
const CONNECTIONS = 32

/**
 * How many processes share the connections. A process sends its orders in batches, two in flight at once: few processes
 * send large batches, many processes send many calls at once.
 */
export const PROCESSES = [2, 16]

export interface ProcessPools {
  /** The pool of a caller's process. Each process has a pool of its own. */
  for(caller: number): Database
  close(): Promise<void>
}

export function openProcessPools(url: string, processes = 16): ProcessPools {
  const [first, ...others] = Array.from({ length: processes }, () => openTestPool(url, CONNECTIONS / processes))
  if (first === undefined) throw new Error('at least one process is required')
  const pools = [first, ...others]
  return {
    for: (caller) => pools[caller % processes] ?? first,
    async close() {
      await Promise.all(pools.map((pool) => pool.close()))
    },
  }
}

interface Stocked {
  sku: string
  price?: number
  onHand: number
}

/** A shop with only these products, and optionally a coupon `RACE` and a slot `slot-race`. */
export async function stock(
  database: Database,
  products: Stocked[],
  more: { couponLimit?: number; slotCapacity?: number } = {},
): Promise<void> {
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
  await database.call('seed_shop', {
    categories: [{ id: 'cat-race', slug: 'race', parentId: null, name: { en: 'Race' }, position: 0 }],
    products: products.map(({ sku, price = 1000, onHand }) => ({
      sku,
      barcode: null,
      name: { en: sku },
      brand: null,
      categoryId: 'cat-race',
      unit: 'each',
      price,
      priceQuantity: 1,
      contentQuantity: null,
      contentUnit: null,
      images: [],
      ageRestricted: false,
      temperature: 'ambient',
      onHand,
      lowStockThreshold: 0,
    })),
    promotions: [],
    coupons:
      more.couponLimit === undefined
        ? []
        : [
            {
              id: 'cpn-race',
              code: 'RACE',
              type: 'amount',
              value: 100,
              description: { en: 'Race' },
              minimumSpend: 0,
              maximumDiscount: null,
              startsAt: null,
              endsAt: null,
              usageLimit: more.couponLimit,
              perCustomerLimit: null,
              skus: null,
              categoryIds: null,
            },
          ],
    deliverySlots:
      more.slotCapacity === undefined
        ? []
        : [
            {
              id: 'slot-race',
              startsAt: hours(24),
              endsAt: hours(26),
              cutoffAt: hours(20),
              capacity: more.slotCapacity,
              fee: 0,
            },
          ],
    flashSales: [],
  })
}

export interface CartLine {
  sku: string
  quantity: number
}

/** Inserts filled carts in bulk: the race is about ordering, not about filling carts. */
export async function fillCarts(
  database: Database,
  carts: readonly CartLine[][],
  more: { coupon?: boolean; slot?: boolean; name?: string } = {},
): Promise<string[]> {
  const ids = carts.map((_, index) => `crt_${more.name ?? 'race'}_${index}`)
  const lines = carts.flatMap((cart, index) => cart.map((line) => ({ cart_id: ids[index], ...line })))
  await database.query(
    {
      name: 'fill_carts',
      text: `insert into carts (id, currency, coupon_code, slot_id, address, pickup)
        select id, 'HKD', $2, $3, $4::jsonb, $3::text is null from unnest($1::text[]) as id`,
    },
    [ids, more.coupon ? 'RACE' : null, more.slot ? 'slot-race' : null, more.slot ? '{"line1": "1 Road"}' : null],
  )
  await database.query(
    {
      name: 'fill_lines',
      text: `insert into cart_lines (cart_id, sku, quantity)
        select cart_id, sku, quantity from jsonb_to_recordset($1::jsonb) as l(cart_id text, sku text, quantity integer)`,
    },
    [JSON.stringify(lines)],
  )
  return ids
}

let payments = 0

export function order(
  database: Database,
  request: Partial<PlaceOrderRequest> & Pick<PlaceOrderRequest, 'cartId' | 'expectedTotal'>,
) {
  const payment = {
    provider: 'sandbox',
    providerPaymentId: `sandbox_race_${++payments}`,
    limits: { minimum: 1, step: 1 },
  }
  const { cartId } = request
  return placeOrder(database, payment, {
    email: `${cartId}@example.com`,
    customerId: null,
    timeZone: 'Asia/Hong_Kong',
    idempotencyKey: `key-${cartId}`,
    ...request,
  })
}

/** Cancels an order as a guest with its access token. */
export const cancel = (database: Database, orderId: string) =>
  cancelOrderAs(database, orderId, { customerId: null, guest: true, staff: false })

/** Runs the work for all items with at most `callers` at once; returns results in the order of the items. */
export async function runConcurrently<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
  callers = CONNECTIONS * 2,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const caller = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return results
}

/** Counts outcomes by `placed` or the refusal's code. */
export function countOutcomes(
  outcomes: readonly ({ ok: true } | { ok: false; code: string })[],
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) {
    const name = outcome.ok ? 'placed' : outcome.code
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

export async function brokenInvariants(database: Database): Promise<string[]> {
  const report = await checkInvariants(database, await readInvariantFiles())
  return report.items.filter(({ holds }) => !holds).map(({ id }) => id)
}

export async function expectInvariants(database: Database): Promise<void> {
  expect(await brokenInvariants(database)).toEqual([])
}
