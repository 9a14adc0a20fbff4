import { describe, expect, test } from 'vitest'
import { moveStock } from '../../shared/inventory/move-stock.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  brokenInvariants,
  countOutcomes,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  runConcurrently,
  stock,
} from './race-shop.ts'

/** The total demand of all shoppers. */
const ON_HAND = 200
/** With less stock, a CHECK would refuse the writes of the naive variant. */
const PLENTY = 10_000
const SHOPPERS = 200
const COUNTERS = 40
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

/** Reads first, then writes the computed value: concurrent holds and movements are lost. */
async function naivelyMove(database: Database, delta: number) {
  const [row] = await database.query({ name: 'look', text: 'select on_hand, held from inventory' }, [])
  const left = Number(row?.on_hand) + delta
  if (left < Number(row?.held)) return { ok: false, code: 'stock_too_low' } as const
  await database.query({ name: 'write', text: 'update inventory set on_hand = $1' }, [left])
  const text = "insert into stock_movements (sku, delta, reason, actor) values ('HOT', $1, 'damaged', 'naive')"
  await database.query({ name: 'ledger', text }, [delta])
  return { ok: true } as const
}

type Move = (database: Database, index: number) => Promise<{ ok: true } | { ok: false; code: string }>

/** Shoppers order while staff remove two units at a time. */
async function race(move: Move, onHand: number) {
  const { database, url } = await testDatabase()
  const pools = openProcessPools(url)
  await stock(database, [{ sku: 'HOT', onHand }])
  const carts = await fillCarts(database, Array(SHOPPERS).fill([{ sku: 'HOT', quantity: 1 }]))
  const work: Move[] = carts.flatMap((cartId, index) => {
    const buy: Move = (shop) => order(shop, { cartId, expectedTotal: 1000 })
    return index % (SHOPPERS / COUNTERS) === 0 ? [buy, move] : [buy]
  })
  const outcomes = await runConcurrently(work, (one, at) => one(pools.for(at), at))
  await pools.close()
  return { database, outcomes: countOutcomes(outcomes) }
}

describe.runIf(hasPostgres())('stock is written off while it is sold', () => {
  test('each unit is sold or written off once, and no held unit is written off', async () => {
    const { database, outcomes } = await race(
      (shop, index) => moveStock(shop, actor, 'HOT', `crate-${index}`, { delta: -2, reason: 'damaged' }),
      ON_HAND,
    )
    const [row] = await database.query({ name: '', text: 'select on_hand, held from inventory' }, [])
    const [written] = await database.query(
      { name: '', text: "select -sum(delta)::integer as units from stock_movements where reason = 'damaged'" },
      [],
    )
    const units = Number(written?.units)
    expect(Number(row?.on_hand)).toBe(ON_HAND - units)
    expect(outcomes.placed).toBe(Number(row?.held) + units / 2)
    expect(units).toBeGreaterThan(0)
    await expectInvariants(database)
  })

  test('duplicates of one movement apply once', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    await stock(database, [{ sku: 'HOT', onHand: ON_HAND }])
    const twins = Array.from({ length: 100 }, (_, at) => at)
    const moved = await runConcurrently(twins, (at) =>
      moveStock(pools.for(at), actor, 'HOT', 'crate', { delta: -2, reason: 'damaged' }),
    )
    await pools.close()
    expect(countOutcomes(moved)).toEqual({ placed: twins.length })
    const [row] = await database.query({ name: '', text: 'select on_hand from inventory' }, [])
    expect(row?.on_hand).toBe(ON_HAND - 2)
    await expectInvariants(database)
  })

  test('the naive variant loses units, and this race detects it', async () => {
    const { database } = await race((shop) => naivelyMove(shop, -2), PLENTY)
    expect(await brokenInvariants(database)).toContain('I2')
  })
})
