import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { expireHolds } from '../../shared/jobs/expire-holds.ts'
import type { RunOnce } from '../../shared/jobs/job.ts'
import { requestRefund } from '../../shared/payments/provider-requests.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  deliverEvent,
  drain,
  expireDeadlines,
  isFullyRefunded,
  jobTools,
  placeOrders,
  readLedger,
  recordingLog,
} from './payments.ts'
import {
  brokenInvariants,
  cancel,
  expectInvariants,
  fillCarts,
  openProcessPools,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'

const ORDERS = 150
const RUNNERS = 8

/** Half of the orders are paid and then cancelled, so a refund is due. The others are expired. */
async function dueWork(database: Database, pools: ProcessPools) {
  const { log, faults } = recordingLog()
  await stock(database, [{ sku: 'ANY', onHand: ORDERS }], { couponLimit: ORDERS, slotCapacity: ORDERS })
  const lines = Array.from({ length: ORDERS }, () => [{ sku: 'ANY', quantity: 1 }])
  const carts = await fillCarts(database, lines, { coupon: true, slot: true })
  const placed = await placeOrders(pools, carts, lines, () => 900)
  await runConcurrently(placed.slice(0, ORDERS / 2), async ({ id, paymentId, total }, at) => {
    const event = { id: `evt_${id}`, type: 'payment_succeeded', data: { paymentId, amount: total } }
    await deliverEvent({ database: pools.for(at), log }, event)
    await cancel(pools.for(at), id)
  })
  await expireDeadlines(database)
  return { log, faults }
}

/** Runs the jobs in several processes concurrently, each until it finds nothing to do. */
async function runAtOnce(
  pools: ProcessPools,
  tools: Pick<Awaited<ReturnType<typeof dueWork>>, 'log'>,
  jobs: readonly RunOnce[],
) {
  const runners = Array.from({ length: RUNNERS }, (_, at) => pools.for(at))
  await Promise.all(
    runners.map(async (database) => {
      for (let idle = 0; idle < 2; ) {
        let processed = 0
        for (const job of jobs) processed += (await job(jobTools(database, tools.log))).processed
        idle = processed === 0 ? idle + 1 : 0
      }
    }),
  )
}

const Parts = z.array(z.object({ parts: z.array(z.object({ refundId: z.string() })) }))
const Pending = z.array(z.object({ id: z.coerce.number(), refund: z.string(), payment: z.string(), amount: z.int() }))

/** Reads undelivered messages, sends them, and marks them as sent. The provider treats each request as new. */
const naivelyDeliver: RunOnce = async ({ database, log }) => {
  const text = `select o.id, r.id as refund, p.provider_payment_id as payment, p.refunded + r.amount as amount
    from outbox o join refunds r on r.id = o.payload ->> 'refundId' join payments p on p.id = r.payment_id
    where o.delivered_at is null order by o.id limit 20`
  const pending = Pending.parse(await database.query({ name: 'pending', text }, []))
  for (const { id, refund, payment: paymentId, amount } of pending) {
    const event = {
      id: `evt_${crypto.randomUUID()}`,
      type: 'payment_refunded',
      data: { paymentId, amount, refundId: refund },
    }
    await deliverEvent({ database, log }, event)
    await database.query({ name: 'sent', text: 'update outbox set delivered_at = now() where id = $1' }, [id])
  }
  return { processed: pending.length, remaining: 0 }
}

describe.runIf(hasPostgres())(`${RUNNERS} processes run the same jobs at once`, () => {
  test('every order expires once, and every refund is made once', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { log, faults } = await dueWork(database, pools)
    await runAtOnce(pools, { log }, [expireHolds, deliverOutbox])
    await drain(jobTools(database, log), [expireHolds, deliverOutbox])
    await pools.close()
    expect(faults).toEqual([])
    const ends = [...(await readLedger(database)).values()]
    expect(
      ends.filter((end) => end.status === 'cancelled' && isFullyRefunded(end) && end.refunded === end.captured),
    ).toHaveLength(ORDERS / 2)
    expect(ends.filter(({ status }) => status === 'expired')).toHaveLength(ORDERS / 2)
    const counted = `select (select count(*)::integer from refunds where status = 'succeeded') as refunds,
      (select count(*)::integer from payment_events where type = 'payment_refunded') as events,
      (select count(*)::integer from outbox where topic = 'order_expired') as messages, (select held from inventory) as held`
    expect(await database.query({ name: 'counted', text: counted }, [])).toEqual([
      { refunds: ORDERS / 2, events: ORDERS / 2, messages: ORDERS / 2, held: 0 },
    ])
    await expectInvariants(database)
  })

  test('two concurrent refunds of one payment both count', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { log, faults } = recordingLog()
    const lines = Array.from({ length: ORDERS }, () => [{ sku: 'ANY', quantity: 1 }])
    await stock(database, [{ sku: 'ANY', onHand: ORDERS }])
    const placed = await placeOrders(pools, await fillCarts(database, lines), lines, () => 1000)
    for (const captured of [400, 1000]) {
      // A payment in two parts, for an order that is cancelled: each part gets its own refund.
      await runConcurrently(placed, async ({ id, paymentId }, at) => {
        await cancel(pools.for(at), id)
        const event = { id: `evt_${id}_${captured}`, type: 'payment_succeeded', data: { paymentId, amount: captured } }
        await deliverEvent({ database: pools.for(at), log }, event)
      })
    }
    const text =
      "select order_id, jsonb_agg(jsonb_build_object('refundId', id)) as parts from refunds group by order_id"
    const due = Parts.parse(await database.query({ name: 'due', text }, []))
    expect(due.filter(({ parts }) => parts.length !== 2)).toEqual([])
    // Like two processes that have claimed one each.
    await runConcurrently(due, ({ parts }, at) =>
      Promise.all(parts.map(({ refundId }, which) => requestRefund(refundId, jobTools(pools.for(at + which), log)))),
    )
    await drain(jobTools(database, log), [deliverOutbox])
    await pools.close()
    expect(faults).toEqual([])
    expect([...(await readLedger(database)).values()].filter(({ refunded }) => refunded !== 1000)).toEqual([])
    await expectInvariants(database)
  })

  test('the naive variant refunds twice, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { log } = await dueWork(database, pools)
    await runAtOnce(pools, { log }, [naivelyDeliver])
    await pools.close()
    expect([...(await readLedger(database)).values()].some(({ refunded, captured }) => refunded > captured)).toBe(true)
    expect(await brokenInvariants(database)).toContain('I7')
  })
})
