import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import { advanceOrder } from '../../shared/orders/advance-order.ts'
import { refundOrder } from '../../shared/payments/refund-order.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { hasPostgres } from '../support/database.ts'
import { type TestShop, testShop } from '../support/shop.ts'
import { drain, jobTools, recordingLog } from './payments.ts'
import { brokenInvariants, openProcessPools, runConcurrently } from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const ORDERS = 40
const ORDERED = 3
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

/** Removes one unit from an order; returns whether the removal was acknowledged. */
type TakeOff = (database: Database, orderId: string, sku: string, key: string) => Promise<boolean>

const larder: TakeOff = async (database, orderId, sku, key) =>
  (await refundOrder(database, actor, orderId, key, { lines: [{ sku, quantity: 1 }], reason: 'race', restock: [] })).ok

/** Reads whether the order is packed, then writes without the order's lock. */
const naive: TakeOff = async (database, orderId, sku, key) => {
  const look = "select 1 from orders where id = $1 and status in ('paid', 'picking') and packed_at is null"
  if ((await database.query({ name: 'look', text: look }, [orderId])).length === 0) return false
  const write = `with refund as (
      insert into refunds (id, payment_id, order_id, amount, reason, status, requested_by)
      select $1 || $3, p.id, $1, 1000, 'race', 'not_charged', 'cus_staff' from payments p where p.order_id = $1 returning id)
    insert into refund_lines (refund_id, sku, quantity, amount) select id, $2, 1, 1000 from refund`
  await database.query({ name: 'take_off', text: write }, [orderId, sku, key])
  return true
}

/** A paid order of 400 g of meat and some units of another product. */
async function reserve(shop: TestShop) {
  const [meat, sku] = [await addProduct(shop, { unit: 'g', price: 2_000, onHand: 1_000 }), await addProduct(shop)]
  const order = await shop.order({ lines: { [meat]: 400, [sku]: ORDERED } })
  await shop.conclude(order)
  return { id: order.id, sku }
}

/** Concurrently for each order: two removals of a unit, one packing, and a cancellation for every third order. */
async function race(shop: TestShop, takeOff: TakeOff) {
  const chance = printedChance('refund and packing')
  const pools = openProcessPools(shop.env.DATABASE_URL ?? '')
  const orders = []
  for (let at = 0; at < ORDERS; at++) orders.push(await reserve(shop))
  const off = new Map<string, number>()
  const faults: string[] = []
  const advance = (id: string, to: 'packed' | 'cancelled') => (process: Database) =>
    advanceOrder(process, actor, id, { to })
  for (const { id } of orders) await advanceOrder(shop.database, actor, id, { to: 'picking' })
  const tasks = orders.flatMap(({ id, sku }, at) => {
    const takingOff = (key: string) => async (process: Database) => {
      if (await takeOff(process, id, sku, key)) off.set(id, (off.get(id) ?? 0) + 1)
    }
    const givingUp = at % 3 === 0 ? [advance(id, 'cancelled')] : []
    const all = [takingOff('one'), takingOff('two'), advance(id, 'packed'), ...givingUp]
    return shuffled<(process: Database) => Promise<unknown>>(chance, `tasks/${at}`, all)
  })
  await runConcurrently(tasks, (task, at) =>
    task(pools.for(at)).catch((error: unknown) => void faults.push(String(error))),
  )
  await pools.close()
  await drain(jobTools(shop.database, recordingLog().log), [deliverOutbox, processWebhooks])
  return { orders, off, faults }
}

const Ends = z.array(
  z.object({
    id: z.string(),
    status: z.string(),
    picked: z.int().nullable(),
    total: z.int(),
    kept: z.int(),
    letGo: z.boolean(),
  }),
)

/** Orders whose delivered or charged units contradict the acknowledged removals. */
async function wrong(shop: TestShop, { orders, off }: Awaited<ReturnType<typeof race>>): Promise<string[]> {
  const rows = await shop.rows(`select o.id, o.status, o.total, p.captured - p.refunded as kept,
      p.cancelled_at is not null as "letGo", l.picked_quantity as picked
    from orders o join payments p on p.order_id = o.id join order_lines l on l.order_id = o.id and l.unit = 'each'`)
  const ends = new Map(Ends.parse(rows).map((end) => [end.id, end]))
  return orders.flatMap(({ id }) => {
    const end = ends.get(id)
    const open = ORDERED - (off.get(id) ?? 0)
    const right =
      end?.status === 'cancelled'
        ? end.kept === 0 && end.letGo
        : end?.picked === open && end.total === 800 + open * 1_000 && end.kept === end.total
    return right ? [] : [`${JSON.stringify(end)}, to be given: ${open}`]
  })
}

describe.runIf(hasPostgres())('staff remove units from authorised orders while these are packed and cancelled', () => {
  test('removed units are neither delivered nor charged, and late removals are refused', async () => {
    const shop = await testShop()
    const result = await race(shop, larder)
    expect(result.faults).toEqual([])
    expect(await wrong(shop, result)).toEqual([])
    expect(await brokenInvariants(shop.database)).toEqual([])
    // Both sides must win at least once.
    const counts = new Set(result.orders.map(({ id }) => result.off.get(id) ?? 0))
    expect(counts.size).toBeGreaterThan(1)
  })

  test('the naive variant acknowledges removals that do not apply, and this race detects it', async () => {
    const shop = await testShop()
    expect(await wrong(shop, await race(shop, naive))).not.toEqual([])
  })
})
