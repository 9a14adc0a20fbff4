import { describe, expect, test } from 'vitest'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { expireHolds } from '../../shared/jobs/expire-holds.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { deliverEvent, drain, expireDeadlines, jobTools, placeOrders, readLedger, recordingLog } from './payments.ts'
import { expectInvariants, fillCarts, openProcessPools, order, runConcurrently, stock } from './race-shop.ts'

const ORDERS = 12
const products = Array.from({ length: 2 * ORDERS }, (_, number) => ({ sku: `SKU-${number}`, onHand: 1 }))
const lines = products.map(({ sku }) => [{ sku, quantity: 1 }])

/** `baskets.test.ts` has the naive variant: locks in an inconsistent order deadlock. */
describe.runIf(hasPostgres())('payments of expired orders, refunded before the payment event arrives', () => {
  test('never deadlock with orders that need the same coupon and slot', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { log, faults } = recordingLog()
    await stock(database, products, { couponLimit: 2 * ORDERS, slotCapacity: ORDERS })
    const carts = await fillCarts(database, lines, { coupon: true, slot: true })
    const placed = await placeOrders(pools, carts.slice(0, ORDERS), lines, () => 900)
    const report = (at: number, paymentId: string, type: string) =>
      deliverEvent(
        { database: pools.for(at), log },
        { id: `evt_${type}_${paymentId}`, type, data: { paymentId, amount: 900 } },
      )
    await runConcurrently(placed, ({ paymentId }, at) => report(at, paymentId, 'payment_refunded'))
    await expireDeadlines(database)

    await runConcurrently(placed, ({ paymentId }, at) =>
      Promise.all([
        report(at, paymentId, 'payment_succeeded'),
        order(pools.for(at + 5), { cartId: carts[ORDERS + at] ?? '', expectedTotal: 900 }).catch(
          (error: unknown) => void faults.push(String(error)),
        ),
      ]),
    )
    await pools.close()
    expect(faults).toEqual([])
    await drain(jobTools(database, log), [expireHolds, deliverOutbox])
    const ledger = await readLedger(database)
    const ends = placed.map(({ id }) => ledger.get(id))
    expect(ends.filter((end) => end?.captured !== 900 || end.refunded !== 900)).toEqual([])
    await expectInvariants(database)
  })
})
