import { describe, expect, test } from 'vitest'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { expireHolds } from '../../shared/jobs/expire-holds.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { deliverEvent, drain, jobTools, recordingLog, expireDeadlines, placeOrders, readLedger } from './payments.ts'
import { expectInvariants, fillCarts, openProcessPools, order, stock, runConcurrently } from './race-shop.ts'

const ORDERS = 12
const goods = Array.from({ length: 2 * ORDERS }, (_, number) => ({ sku: `SKU-${number}`, onHand: 1 }))
const lines = goods.map(({ sku }) => [{ sku, quantity: 1 }])

/** The naive way of such a race is in `baskets.test.ts`: locks in another order than everybody else's deadlock. */
describe.runIf(hasPostgres())(
  'payments that were refunded before they were reported, of orders whose time is up',
  () => {
    test('never wait in a circle for orders that want their coupon and their place in the slot', async () => {
      const { database, url } = await testDatabase()
      const crowd = openProcessPools(url)
      const { log, faults } = recordingLog()
      await stock(database, goods, { couponLimit: 2 * ORDERS, slotCapacity: ORDERS })
      const carts = await fillCarts(database, lines, { coupon: true, slot: true })
      const placed = await placeOrders(crowd, carts.slice(0, ORDERS), lines, () => 900)
      const report = (at: number, paymentId: string, type: string) =>
        deliverEvent(
          { database: crowd.of(at), log },
          { id: `evt_${type}_${paymentId}`, type, data: { paymentId, amount: 900 } },
        )
      await runConcurrently(placed, ({ paymentId }, at) => report(at, paymentId, 'payment_refunded'))
      await expireDeadlines(database)

      await runConcurrently(placed, ({ paymentId }, at) =>
        Promise.all([
          report(at, paymentId, 'payment_succeeded'),
          order(crowd.of(at + 5), { cartId: carts[ORDERS + at] ?? '', expectedTotal: 900 }).catch(
            (error: unknown) => void faults.push(String(error)),
          ),
        ]),
      )
      await crowd.close()
      expect(faults).toEqual([])
      await drain(jobTools(database, log), [expireHolds, deliverOutbox])
      const ledger = await readLedger(database)
      const ends = placed.map(({ id }) => ledger.get(id))
      expect(ends.filter((end) => end?.captured !== 900 || end.refunded !== 900)).toEqual([])
      await expectInvariants(database)
    })
  },
)
