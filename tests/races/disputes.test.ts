import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import { advanceOrder } from '../../shared/orders/advance-order.ts'
import { refundOrder } from '../../shared/payments/refund-order.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { deliverEvent, drain, jobTools, type PlacedOrder, placeOrders, recordingLog } from './payments.ts'
import {
  brokenInvariants,
  cancel,
  fillCarts,
  openProcessPools,
  PROCESSES,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const ORDERS = 120
const UNITS = 2
const SKU = 'DISPUTED'
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

interface Variant {
  refund(database: Database, orderId: string): Promise<unknown>
  cancel(database: Database, orderId: string): Promise<unknown>
  /** Starts picking, and packs one unit less than ordered. */
  pack(database: Database, orderId: string): Promise<unknown>
}

const larder: Variant = {
  refund: (database, orderId) =>
    refundOrder(database, actor, orderId, 'race', { amount: 300, reason: 'race', restock: [] }),
  cancel,
  pack: (database, orderId) =>
    advanceOrder(database, actor, orderId, { to: 'picking', picked: [{ sku: SKU, quantity: UNITS - 1 }] }),
}

const run = (database: Database, text: string, values: readonly unknown[]) => database.query({ name: '', text }, values)
const isDisputed = async (database: Database, orderId: string) =>
  (await run(database, 'select disputed_at from orders where id = $1', [orderId]))[0]?.disputed_at !== null

/** Reads whether the payment is disputed, then writes without the order's lock. */
const naive: Variant = {
  async refund(database, orderId) {
    if (await isDisputed(database, orderId)) return
    const text = `with refund as (
        insert into refunds (id, payment_id, order_id, amount, reason, requested_by, created_at)
        select 'naive_' || $1, p.id, $1, 300, 'race', 'cus_staff', clock_timestamp() from payments p where p.order_id = $1
        returning id)
      insert into outbox (topic, order_id, payload)
      select 'refund_requested', $1, jsonb_build_object('refundId', id) from refund`
    await run(database, text, [orderId])
  },
  async cancel(database, orderId) {
    await this.refund(database, orderId)
  },
  async pack(database, orderId) {
    if (await isDisputed(database, orderId)) return
    await run(database, "select set_order_status(id, 'picking') from orders where id = $1 and status = 'paid'", [
      orderId,
    ])
  },
}

/** Concurrently for each paid order: a dispute, and by chance a refund, a cancellation, packing, and the refund's job. */
async function race(processes: number, variant: Variant) {
  const { database, url } = await testDatabase()
  const chance = printedChance('disputes')
  const { log, faults } = recordingLog()
  await stock(database, [{ sku: SKU, onHand: ORDERS * UNITS }])
  const lines = Array.from({ length: ORDERS }, () => [{ sku: SKU, quantity: UNITS }])
  const pools = openProcessPools(url, processes)
  const placed = await placeOrders(pools, await fillCarts(database, lines), lines, () => UNITS * 1_000)
  const event = ({ id, paymentId }: PlacedOrder, type: string, data = {}) => {
    return (process: Database) =>
      deliverEvent({ database: process, log }, { id: `evt_${type}_${id}`, type, data: { paymentId, ...data } })
  }
  for (const order of placed) await event(order, 'payment_succeeded', { amount: order.total })(database)

  const tasks = placed.flatMap((order, at) =>
    shuffled<(process: Database) => Promise<unknown>>(chance, `tasks/${at}`, [
      event(order, 'payment_disputed'),
      ...(at % 3 === 0 ? [event(order, 'dispute_lost')] : []),
      (process) => variant.refund(process, order.id),
      (process) => (at % 2 === 0 ? variant.cancel(process, order.id) : variant.pack(process, order.id)),
      () => deliverOutbox({ ...jobTools(pools.for(at), log) }),
    ]),
  )
  await runConcurrently(tasks, (task, at) =>
    task(pools.for(at)).catch((error: unknown) => void faults.push(String(error))),
  )
  await drain(jobTools(database, log), [deliverOutbox, processWebhooks])
  return { database, pools, placed, event, log, faults }
}

const Ends = z.array(
  z.object({ status: z.string(), captured: z.int(), refunded: z.int(), withdrawn: z.int(), dispute: z.string() }),
)
const readEnds = async (database: Database) =>
  Ends.parse(
    await run(
      database,
      `select o.status, p.captured, p.refunded, o.dispute_status as dispute,
        (select count(*)::integer from refunds r where r.order_id = o.id and r.status = 'withdrawn') as withdrawn
       from orders o join payments p on p.order_id = o.id`,
      [],
    ),
  )

describe.runIf(hasPostgres())(
  `${ORDERS} payments that are disputed while they are refunded, cancelled and packed`,
  () => {
    test.each(PROCESSES)(
      'from %i processes: nothing is paid out after the dispute, and everything due after it is won',
      async (processes) => {
        const { database, pools, placed, event, log, faults } = await race(processes, larder)
        expect(faults).toEqual([])
        expect(await brokenInvariants(database)).toEqual([])
        const during = await readEnds(database)
        // Both sides must win at least once.
        expect(new Set(during.map(({ refunded }) => refunded > 0))).toEqual(new Set([true, false]))
        expect(new Set(during.map(({ status }) => status))).toEqual(new Set(['paid', 'picking', 'cancelled']))
        process.stdout.write(`disputes: ${during.filter(({ refunded }) => refunded > 0).length} refunds were first\n`)

        for (const order of placed) await event(order, 'dispute_won')(database)
        await drain(jobTools(database, log), [deliverOutbox, processWebhooks])
        await pools.close()
        expect(faults).toEqual([])
        expect(await brokenInvariants(database)).toEqual([])
        const after = await readEnds(database)
        const cancelled = after.filter(({ status, dispute }) => status === 'cancelled' && dispute === 'won')
        expect(cancelled.length).toBeGreaterThan(0)
        for (const end of cancelled) expect(end.refunded).toBe(end.captured)
        const lost = (ends: z.output<typeof Ends>) =>
          ends
            .filter(({ dispute }) => dispute === 'lost')
            .map(({ refunded }) => refunded)
            .sort()
        expect(lost(after)).toEqual(lost(during))
      },
    )

    test('the naive variant reads before it writes, and the invariants detect it', async () => {
      const { database, pools } = await race(16, naive)
      await pools.close()
      expect(await brokenInvariants(database)).toContain('I6')
    })
  },
)
