import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import { advanceOrder } from '../../shared/orders/advance-order.ts'
import { assignPicks } from '../../shared/orders/packing/assign-picks.ts'
import { calculatePacking } from '../../shared/orders/packing/calculate-packing.ts'
import { StaffOrderView } from '../../shared/orders/views/staff-order.ts'
import { refundOrder } from '../../shared/payments/refund-order.ts'
import { callRoutine, type Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { deliverEvent, drain, jobTools, type PlacedOrder, placeOrders, recordingLog } from './payments.ts'
import {
  brokenInvariants,
  type CartLine,
  cancel,
  expectInvariants,
  fillCarts,
  openProcessPools,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const ORDERS = 60
const SKUS = 10
const ORDERED = 3
const ON_HAND = 1_000
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

interface Variant {
  /** Records picked quantities; returns whether the order accepted them. */
  pick(database: Database, orderId: string, picked: CartLine[]): Promise<boolean>
  cancel(database: Database, orderId: string): Promise<boolean>
}

const larder: Variant = {
  pick: async (database, orderId, picked) =>
    (await advanceOrder(database, actor, orderId, { to: 'picking', picked })).ok,
  cancel: async (database, orderId) => (await cancel(database, orderId)).ok,
}

const statusOf = async (database: Database, orderId: string) => {
  const text = 'select order_stage(o) as stage from orders o where id = $1'
  return (await database.query({ name: 'stage', text }, [orderId]))[0]?.stage
}

/** Reads the status, then acts: the same routines without the order's lock. */
const naive: Variant = {
  async pick(database, orderId, attempts) {
    if ((await statusOf(database, orderId)) !== 'paid') return false
    const { order, products } = await callRoutine(database, 'staff_order_view', { orderId }, StaffOrderView)
    const sorted = assignPicks(order, attempts, products)
    if ('ok' in sorted) return false
    const packing = JSON.stringify({ picked: attempts, ...calculatePacking(order, sorted) })
    await database.query({ name: 'pack', text: 'select pack_order($1, $2::jsonb)' }, [orderId, packing])
    await database.query({ name: 'pick', text: "select set_order_status($1, 'picking')" }, [orderId])
    return true
  },
  async cancel(database, orderId) {
    if ((await statusOf(database, orderId)) !== 'paid') return false
    await database.query({ name: 'end', text: 'select cancel_unpacked_order(o) from orders o where id = $1' }, [
      orderId,
    ])
    return true
  },
}

interface Attempt {
  orderId: string
  /** Null where the shopper cancels. */
  quantity: number | null
  done: boolean
}

/**
 * For each order at once: three picks with two different quantities, a return of one unit, and for half of the orders
 * a cancellation.
 */
async function race(database: Database, pools: ProcessPools, { pick, cancel }: Variant) {
  const chance = printedChance('picking')
  const { log, faults } = recordingLog()
  const shelf = Array.from({ length: SKUS }, (_, number) => ({ sku: `SKU-${number}`, onHand: ON_HAND }))
  await stock(database, shelf, { couponLimit: ORDERS, slotCapacity: ORDERS })
  const lines = Array.from({ length: ORDERS }, (_, at) => [{ sku: `SKU-${at % SKUS}`, quantity: ORDERED }])
  const carts = await fillCarts(database, lines, { coupon: true, slot: true })
  const placed = await placeOrders(pools, carts, lines, () => ORDERED * 1_000 - 100)
  await runConcurrently(placed, ({ id, paymentId, total }, at) =>
    deliverEvent(
      { database: pools.for(at), log },
      { id: `evt_${id}`, type: 'payment_succeeded', data: { paymentId, amount: total } },
    ),
  )
  await drain(jobTools(database, log), [processWebhooks])

  const attempts: Attempt[] = []
  const tasks = placed.flatMap(({ id: orderId, lines: [line] }, at) => {
    const picking = (quantity: number) => async (process: Database) => {
      const done = await pick(process, orderId, [{ sku: line?.sku ?? '', quantity }])
      attempts.push({ orderId, quantity, done })
    }
    const cancelling = async (process: Database) => {
      attempts.push({ orderId, quantity: null, done: await cancel(process, orderId) })
    }
    const puttingBack = async (process: Database) => {
      const back = { amount: 1, reason: 'race', restock: [{ sku: line?.sku ?? '', quantity: 1 }] }
      await refundOrder(process, actor, orderId, 'back', back)
    }
    const all = [picking(2), picking(1), picking(2), puttingBack, ...(at % 2 === 0 ? [cancelling] : [])]
    return shuffled<(process: Database) => Promise<void>>(chance, `tasks/${at}`, all)
  })
  await runConcurrently(tasks, (task, at) =>
    task(pools.for(at)).catch((error: unknown) => void faults.push(String(error))),
  )
  return { placed, attempts, faults }
}

const Ends = z.array(z.object({ id: z.string(), status: z.string(), charged: z.int(), total: z.int() }))

/** Orders whose state differs from the only acknowledged attempt. */
async function findViolations(database: Database, placed: readonly PlacedOrder[], attempts: readonly Attempt[]) {
  const text = `select o.id, o.status, l.quantity as charged, o.total from orders o join order_lines l on l.order_id = o.id`
  const ends = new Map(Ends.parse(await database.query({ name: '', text }, [])).map((end) => [end.id, end]))
  return placed.flatMap(({ id }) => {
    const end = ends.get(id)
    const yes = new Set(attempts.filter(({ orderId, done }) => orderId === id && done).map(({ quantity }) => quantity))
    const wanted = end?.status === 'cancelled' ? null : end?.charged
    return yes.size === 1 && wanted !== undefined && yes.has(wanted) ? [] : [`${id}: ${JSON.stringify([end, ...yes])}`]
  })
}

describe.runIf(hasPostgres())('staff record different picks while shoppers cancel', () => {
  test('exactly one attempt succeeds, and the others are refused', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { placed, attempts, faults } = await race(database, pools, larder)
    await pools.close()
    expect(faults).toEqual([])
    expect(await findViolations(database, placed, attempts)).toEqual([])
    await expectInvariants(database)
    // Both sides must win at least once.
    expect(new Set(attempts.filter(({ done }) => done).map(({ quantity }) => quantity))).toEqual(new Set([null, 1, 2]))
  })

  test('the naive variant records two picks or cancels a packed order, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { placed, attempts } = await race(database, pools, naive)
    await pools.close()
    expect(await findViolations(database, placed, attempts)).not.toEqual([])
    expect(await brokenInvariants(database)).toContain('I2')
  })
})
