import { describe, expect, test } from 'vitest'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { deliverEvent, isFullyPaid, type PlacedOrder, placeOrders, readLedger, recordingLog } from './payments.ts'
import {
  brokenInvariants,
  expectInvariants,
  fillCarts,
  openProcessPools,
  PROCESSES,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'

const TWINS = 64
const ORDERS = 10

/** Pending orders, and enough copies of each payment event to occupy all connections at once. */
async function race(
  database: Database,
  pools: ProcessPools,
  pay: (process: Database, order: PlacedOrder) => Promise<unknown>,
) {
  await stock(database, [{ sku: 'ANY', onHand: 1_000 }])
  const lines = Array.from({ length: ORDERS }, () => [{ sku: 'ANY', quantity: 2 }])
  const placed = await placeOrders(pools, await fillCarts(database, lines), lines, () => 2000)
  const deliveries = placed.flatMap((order) => Array.from({ length: TWINS }, () => order))
  await runConcurrently(deliveries, (order, at) => pay(pools.for(at), order), TWINS)
}

/** Stores the event after its effect, and adds its amount to the captured amount. */
async function naivelyPay(database: Database, { id, paymentId, total }: PlacedOrder): Promise<void> {
  const run = (text: string, values: readonly unknown[]) => database.query({ name: '', text }, values)
  const known = await run('select from payment_events where event_id = $1', [`evt_${id}`])
  if (known.length > 0) return
  await run('update payments set captured = captured + $2, captured_at = now() where order_id = $1', [id, total])
  await run("update orders set status = 'paid' where id = $1", [id])
  await run(
    `insert into payment_events (provider, event_id, type, provider_payment_id, amount, payload, processed_at, outcome)
     values ('sandbox', $1, 'payment_succeeded', $2, $3, '{}', now(), 'paid') on conflict do nothing`,
    [`evt_${id}`, paymentId, total],
  )
}

describe.runIf(hasPostgres())(`one event, ${TWINS} times at once`, () => {
  test.each(PROCESSES)('from %i processes: it has one effect', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    const { log, faults } = recordingLog()
    await race(database, pools, (process, { id, paymentId, total }) =>
      deliverEvent(
        { database: process, log },
        { id: `evt_${id}`, type: 'payment_succeeded', data: { paymentId, amount: total } },
      ),
    )
    await pools.close()
    expect(faults).toEqual([])
    for (const order of (await readLedger(database)).values()) {
      expect(order.status).toBe('paid')
      expect(isFullyPaid(order)).toBe(true)
    }
    const counted = `select (select on_hand from inventory) as on_hand, (select count(*)::integer from payment_events) as events,
      (select count(*)::integer from outbox where topic = 'order_paid') as messages`
    expect(await database.query({ name: 'counted', text: counted }, [])).toEqual([
      { on_hand: 1_000 - 2 * ORDERS, events: ORDERS, messages: ORDERS },
    ])
    await expectInvariants(database)
  })

  test('the naive variant counts it several times, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    await race(database, pools, naivelyPay)
    await pools.close()
    expect([...(await readLedger(database)).values()].some(({ captured, total }) => captured > total)).toBe(true)
    expect(await brokenInvariants(database)).toContain('I5')
  })
})
