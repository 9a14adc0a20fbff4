import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { refundOrder } from '../../shared/payments/refund-order.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { deliverEvent, drain, jobTools, placeOrders, readLedger, recordingLog } from './payments.ts'
import {
  brokenInvariants,
  expectInvariants,
  fillCarts,
  openProcessPools,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'

const ORDERS = 20
const STAFF = 6
const TOTAL = 900
/** Three of these fit, and six are requested. */
const AMOUNT = 300
const actor = { customerId: 'cus_staff', role: 'staff' as const, requestId: 'request-of-the-race' }

type Refund = (database: Database, orderId: string, key: string) => Promise<unknown>

const larder: Refund = (database, orderId, key) =>
  refundOrder(database, actor, orderId, key, { amount: AMOUNT, reason: 'race', restock: [] })

const Left = z.array(z.object({ left: z.int(), id: z.string() }))
/** Reads the refundable amount, then writes. */
const naive: Refund = async (database, orderId, key) => {
  const read = `select p.id, p.captured - coalesce((select sum(amount) from refunds r where r.order_id = p.order_id), 0)::integer
    as left from payments p where p.order_id = $1`
  const [payment] = Left.parse(await database.query({ name: 'left', text: read }, [orderId]))
  if (payment === undefined || payment.left < AMOUNT) return
  const write = `insert into refunds (id, payment_id, order_id, amount, reason) values ($1, $2, $3, $4, 'race')`
  await database.query({ name: 'refund', text: write }, [`${orderId}-${key}`, payment.id, orderId, AMOUNT])
}

async function race(refund: Refund) {
  const { database, url } = await testDatabase()
  const pools: ProcessPools = openProcessPools(url)
  const { log, faults } = recordingLog()
  await stock(database, [{ sku: 'ANY', onHand: ORDERS }], { couponLimit: ORDERS, slotCapacity: ORDERS })
  const lines = Array.from({ length: ORDERS }, () => [{ sku: 'ANY', quantity: 1 }])
  const placed = await placeOrders(
    pools,
    await fillCarts(database, lines, { coupon: true, slot: true }),
    lines,
    () => TOTAL,
  )
  await runConcurrently(placed, ({ id, paymentId, total }, at) =>
    deliverEvent(
      { database: pools.for(at), log },
      { id: `evt_${id}`, type: 'payment_succeeded', data: { paymentId, amount: total } },
    ),
  )
  for (const { id } of placed) {
    const attempts = Array.from({ length: STAFF }, (_, at) => at)
    await runConcurrently(attempts, (at) => refund(pools.for(at), id, `key-${at}`))
  }
  return { database, pools, log, faults }
}

describe.runIf(hasPostgres())('several staff members refund one order at once', () => {
  test('refunds never exceed the captured amount', async () => {
    const { database, pools, log, faults } = await race(larder)
    await drain(jobTools(database, log), [deliverOutbox])
    await pools.close()
    expect(faults).toEqual([])
    const ends = [...(await readLedger(database)).values()]
    expect(ends.filter(({ status, refunded }) => status !== 'refunded' || refunded !== TOTAL)).toEqual([])
    await expectInvariants(database)
  })

  test('the naive variant refunds more, and this race detects it', async () => {
    const { database, pools } = await race(naive)
    await pools.close()
    expect(await brokenInvariants(database)).toContain('I7')
  })
})
