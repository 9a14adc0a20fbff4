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
import { deliverEvent, drain, jobTools, recordingLog, type PlacedOrder, placeOrders } from './payments.ts'
import {
  brokenInvariants,
  type CartLine,
  type ProcessPools,
  cancel,
  expectInvariants,
  fillCarts,
  openProcessPools,
  stock,
  runConcurrently,
} from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const ORDERS = 60
const SKUS = 10
const ORDERED = 3
const ON_HAND = 1_000
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

interface Ways {
  /** Tells what was picked of an order; whether it was written down. */
  pick(database: Database, orderId: string, picked: CartLine[]): Promise<boolean>
  cancel(database: Database, orderId: string): Promise<boolean>
}

const properly: Ways = {
  pick: async (database, orderId, picked) =>
    (await advanceOrder(database, actor, orderId, { to: 'picking', picked })).ok,
  cancel: async (database, orderId) => (await cancel(database, orderId)).ok,
}

const statusOf = async (database: Database, orderId: string) => {
  const text = 'select order_stage(o) as stage from orders o where id = $1'
  return (await database.query({ name: 'stage', text }, [orderId]))[0]?.stage
}

/** Look where the order is, then act on it: the same routines, without the order's lock. */
const naively: Ways = {
  async pick(database, orderId, told) {
    if ((await statusOf(database, orderId)) !== 'paid') return false
    const { order, products } = await callRoutine(database, 'staff_order_view', { orderId }, StaffOrderView)
    const sorted = assignPicks(order, told, products)
    if ('ok' in sorted) return false
    const packing = JSON.stringify({ picked: told, ...calculatePacking(order, sorted) })
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

interface Told {
  orderId: string
  /** Null where the shopper cancels. */
  quantity: number | null
  done: boolean
}

/**
 * Each order at once: two of staff who tell otherwise, one of them twice; one who puts a unit back; and for half of the
 * orders a shopper who cancels.
 */
async function race(database: Database, crowd: ProcessPools, { pick, cancel }: Ways) {
  const chance = printedChance('picking')
  const { log, faults } = recordingLog()
  const shelf = Array.from({ length: SKUS }, (_, number) => ({ sku: `SKU-${number}`, onHand: ON_HAND }))
  await stock(database, shelf, { couponLimit: ORDERS, slotCapacity: ORDERS })
  const lines = Array.from({ length: ORDERS }, (_, at) => [{ sku: `SKU-${at % SKUS}`, quantity: ORDERED }])
  const carts = await fillCarts(database, lines, { coupon: true, slot: true })
  const placed = await placeOrders(crowd, carts, lines, () => ORDERED * 1_000 - 100)
  await runConcurrently(placed, ({ id, paymentId, total }, at) =>
    deliverEvent(
      { database: crowd.of(at), log },
      { id: `evt_${id}`, type: 'payment_succeeded', data: { paymentId, amount: total } },
    ),
  )
  await drain(jobTools(database, log), [processWebhooks])

  const told: Told[] = []
  const tasks = placed.flatMap(({ id: orderId, lines: [line] }, at) => {
    const telling = (quantity: number) => async (process: Database) => {
      const done = await pick(process, orderId, [{ sku: line?.sku ?? '', quantity }])
      told.push({ orderId, quantity, done })
    }
    const cancelling = async (process: Database) => {
      told.push({ orderId, quantity: null, done: await cancel(process, orderId) })
    }
    const puttingBack = async (process: Database) => {
      const back = { amount: 1, reason: 'race', restock: [{ sku: line?.sku ?? '', quantity: 1 }] }
      await refundOrder(process, actor, orderId, 'back', back)
    }
    const all = [telling(2), telling(1), telling(2), puttingBack, ...(at % 2 === 0 ? [cancelling] : [])]
    return shuffled<(process: Database) => Promise<void>>(chance, `tasks/${at}`, all)
  })
  await runConcurrently(tasks, (task, at) => task(crowd.of(at)).catch((error: unknown) => void faults.push(String(error))))
  return { placed, told, faults }
}

const Ends = z.array(z.object({ id: z.string(), status: z.string(), charged: z.int(), total: z.int() }))

/** Orders that are not what exactly one of those who were told yes has said. */
async function verdict(database: Database, placed: readonly PlacedOrder[], told: readonly Told[]) {
  const text = `select o.id, o.status, l.quantity as charged, o.total from orders o join order_lines l on l.order_id = o.id`
  const ends = new Map(Ends.parse(await database.query({ name: '', text }, [])).map((end) => [end.id, end]))
  return placed.flatMap(({ id }) => {
    const end = ends.get(id)
    const yes = new Set(told.filter(({ orderId, done }) => orderId === id && done).map(({ quantity }) => quantity))
    const wanted = end?.status === 'cancelled' ? null : end?.charged
    return yes.size === 1 && wanted !== undefined && yes.has(wanted) ? [] : [`${id}: ${JSON.stringify([end, ...yes])}`]
  })
}

describe.runIf(hasPostgres())('staff tell what was picked, otherwise, while shoppers cancel', () => {
  test('one of them counts, and the others are told so', async () => {
    const { database, url } = await testDatabase()
    const crowd = openProcessPools(url)
    const { placed, told, faults } = await race(database, crowd, properly)
    await crowd.close()
    expect(faults).toEqual([])
    expect(await verdict(database, placed, told)).toEqual([])
    await expectInvariants(database)
    // A race in which one side always wins would be none.
    expect(new Set(told.filter(({ done }) => done).map(({ quantity }) => quantity))).toEqual(new Set([null, 1, 2]))
  })

  test('the naive way writes down two tellings, or cancels what is packed: this race would show it', async () => {
    const { database, url } = await testDatabase()
    const crowd = openProcessPools(url)
    const { placed, told } = await race(database, crowd, naively)
    await crowd.close()
    expect(await verdict(database, placed, told)).not.toEqual([])
    expect(await brokenInvariants(database)).toContain('I2')
  })
})
