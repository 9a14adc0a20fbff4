import { describe, expect, test } from 'vitest'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { HASH } from '../support/sql/account-rows.ts'
import { deliverEvent, drain, jobTools, recordingLog } from './payments.ts'
import { brokenInvariants, fillCarts, openProcessPools, order, PROCESSES, runConcurrently, stock } from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const PEOPLE = 60
const TOTAL = 900
const run = (database: Database, text: string, values: readonly unknown[] = []) =>
  database.query({ name: '', text }, values)

/** Runs before orders are placed and paid: replaces a rule by one that a race can break. */
type Sabotage = (database: Database) => Promise<unknown>
const unchanged: Sabotage = async () => {}

/** Whether a use is certain is read when an order is placed, and not again when it is paid. */
const naive: Sabotage = (database) =>
  run(
    database,
    `create or replace function confirm_redemption(for_order text) returns void language sql as $$
       update coupon_redemptions set paid_at = now() where order_id = for_order $$`,
  )

/**
 * Each person orders with a coupon once for each customer: signed in, and twice as a guest who writes the address in
 * another way. All orders are placed and paid at once. Half of the accounts have a confirmed address.
 */
async function race(processes: number, sabotage: Sabotage) {
  const { database, url } = await testDatabase()
  const chance = printedChance('one customer')
  const { log, faults } = recordingLog()
  await stock(database, [{ sku: 'ANY', onHand: 10_000 }], { couponLimit: 10_000 })
  await run(database, "update coupons set per_customer_limit = 1 where code = 'RACE'")
  await run(
    database,
    `insert into customers (id, email, name, password_hash, email_verified_at)
     select 'cus_' || n, 'person' || n || '@example.com', 'Ann', $1, case when n % 2 = 0 then now() end
     from generate_series(0, $2) n`,
    [HASH, PEOPLE - 1],
  )
  await sabotage(database)
  const carts = await fillCarts(database, Array(PEOPLE * 3).fill([{ sku: 'ANY', quantity: 1 }]), { coupon: true })
  const pools = openProcessPools(url, processes)
  const outcomes = new Map<string, number>()
  const buyers = carts.map((cartId, at) => {
    const person = Math.floor(at / 3)
    const guest = {
      customerId: null,
      email: at % 3 === 1 ? `Person${person}@Example.com` : `person${person}+shop@example.com`,
    }
    return { cartId, ...(at % 3 === 0 ? { customerId: `cus_${person}`, email: 'other@example.com' } : guest) }
  })
  await runConcurrently(shuffled(chance, 'buyers', buyers), async (buyer, at) => {
    const process = pools.for(at)
    const placed = await order(process, { ...buyer, expectedTotal: TOTAL }).catch((error: unknown) => {
      faults.push(String(error))
      return null
    })
    if (placed === null) return
    const outcome = placed.ok ? 'placed' : placed.code
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    if (!placed.ok) return
    const { id, payment } = placed.value.record
    const data = { paymentId: payment.id ?? '', amount: TOTAL }
    await deliverEvent({ database: process, log }, { id: `evt_${id}`, type: 'payment_succeeded', data })
  })
  await drain(jobTools(database, log), [deliverOutbox, processWebhooks])
  await pools.close()
  return { database, faults, outcomes }
}

describe.runIf(hasPostgres())(`${PEOPLE} people who use a coupon signed in and as guests at once`, () => {
  test.each(PROCESSES)('from %i processes: once each, and who pays too much gets it back', async (processes) => {
    const { database, faults, outcomes } = await race(processes, unchanged)
    expect(faults).toEqual([])
    expect(await brokenInvariants(database)).toEqual([])
    const uses = await run(
      database,
      `select count(*)::integer as uses, count(distinct identity)::integer as people,
        bool_and(paid_at is not null) as paid from coupon_redemptions`,
    )
    expect(uses).toEqual([{ uses: PEOPLE, people: PEOPLE, paid: true }])
    const returned = await run(
      database,
      `select count(*)::integer as orders, bool_and(p.captured = p.refunded) as returned
       from orders o join payments p on p.order_id = o.id where o.status = 'expired'`,
    )
    expect(returned).not.toEqual([{ orders: 0, returned: null }])
    expect(returned).toMatchObject([{ returned: true }])
    expect([...outcomes.keys()].sort()).toEqual(['coupon_customer_limit', 'placed'])
    process.stdout.write(
      `one customer: ${JSON.stringify(Object.fromEntries(outcomes))}, returned ${returned[0]?.orders}\n`,
    )
  })

  test('the naive variant does not look again when an order is paid, and I4 detects it', async () => {
    const { database } = await race(16, naive)
    expect(await brokenInvariants(database)).toContain('I4')
  })
})
