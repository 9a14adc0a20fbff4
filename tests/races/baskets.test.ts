import { describe, expect, test } from 'vitest'
import type { Database } from '../../shared/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { expectInvariants, fillCarts, openCrowd, order, stock, tally, together } from './crowd.ts'

const SKUS = 2_000
const HOT = 20
const BASKETS = 1_000

/** Five lines a basket, most of them from a few hot SKUs, in no order; the same for every run. */
function baskets() {
  let state = 20_261_122
  const chance = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: BASKETS }, () => {
    const skus = new Set<number>()
    while (skus.size < 5) skus.add(chance(10) < 8 ? chance(HOT) : chance(SKUS))
    return [...skus].map((number) => ({ sku: `SKU-${number}`, quantity: 1 + chance(3) }))
  })
}

/** Locks lines as they come, each its own statement of one transaction: what an ORM makes of it. */
async function naivelyHold(database: Database, lines: { sku: string; quantity: number }[]): Promise<string> {
  const statements = lines.map(
    ({ sku, quantity }) => `perform 1 from inventory where sku = '${sku}' for update; perform pg_sleep(0.002);
      update inventory set held = held + ${quantity} where sku = '${sku}';`,
  )
  return database.query({ name: 'naive', text: `do $$ begin ${statements.join('\n')} end $$` }, []).then(
    () => 'held',
    (error) => String(error.code),
  )
}

describe.runIf(hasPostgres())(`${BASKETS} baskets of five lines over ${HOT} hot SKUs, in any order`, () => {
  test('no deadlock, and no unit is lost', async () => {
    const { database, url } = await testDatabase()
    const crowd = openCrowd(url)
    await stock(
      database,
      Array.from({ length: SKUS }, (_, number) => ({ sku: `SKU-${number}`, price: 100, onHand: 400 })),
    )
    const filled = baskets()
    const carts = await fillCarts(database, filled)
    const totals = filled.map((lines) => lines.reduce((sum, line) => sum + line.quantity * 100, 0))
    const outcomes = await together(carts, (cartId, index) =>
      order(crowd, { cartId, expectedTotal: totals[index] ?? 0 }),
    )
    await crowd.close()
    const { placed = 0, insufficient_stock: short = 0 } = tally(outcomes)
    expect(placed + short).toBe(BASKETS)
    expect(placed).toBeGreaterThan(0)
    expect(short).toBeGreaterThan(0)
    await expectInvariants(database)
  })

  test('the naive way deadlocks: this race would show it', async () => {
    const { database, url } = await testDatabase()
    const crowd = openCrowd(url)
    await stock(
      database,
      Array.from({ length: SKUS }, (_, number) => ({ sku: `SKU-${number}`, onHand: 100_000 })),
    )
    const outcomes = await together(baskets().slice(0, 64), (lines) => naivelyHold(crowd, lines))
    await crowd.close()
    expect(outcomes).toContain('40P01')
  })
})
