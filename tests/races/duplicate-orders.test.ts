import { describe, expect, test } from 'vitest'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  countOutcomes,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  runConcurrently,
  stock,
} from './race-shop.ts'

const TWINS = 64

describe.runIf(hasPostgres())(`the same order ${TWINS} times at once`, () => {
  test.each(PROCESSES)('from %i processes with one key: one order, and every caller receives it', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    await stock(database, [{ sku: 'ANY', onHand: 1_000 }])
    const [cartId = ''] = await fillCarts(database, [[{ sku: 'ANY', quantity: 2 }]])
    const outcomes = await runConcurrently(
      Array.from({ length: TWINS }),
      (_, at) => order(pools.for(at), { cartId, expectedTotal: 2000 }),
      TWINS,
    )
    await pools.close()
    const placed = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))
    expect(placed).toHaveLength(TWINS)
    expect(new Set(placed.map(({ record }) => record.id)).size).toBe(1)
    expect(placed.filter(({ replayed }) => !replayed)).toHaveLength(1)
    await expectInvariants(database)
  })

  test.each(PROCESSES)(
    'from %i processes with a key each: one order, and all others receive its id',
    async (processes) => {
      const { database, url } = await testDatabase()
      const pools = openProcessPools(url, processes)
      await stock(database, [{ sku: 'ANY', onHand: 1_000 }])
      const [cartId = ''] = await fillCarts(database, [[{ sku: 'ANY', quantity: 2 }]])
      const outcomes = await runConcurrently(
        Array.from({ length: TWINS }, (_, index) => `key-${index}`),
        (idempotencyKey, at) => order(pools.for(at), { cartId, expectedTotal: 2000, idempotencyKey }),
        TWINS,
      )
      await pools.close()
      expect(countOutcomes(outcomes)).toEqual({ placed: 1, cart_already_ordered: TWINS - 1 })
      const [first] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.record.id] : []))
      for (const outcome of outcomes) if (!outcome.ok) expect(outcome.facts).toEqual({ orderId: first })
      await expectInvariants(database)
    },
  )

  test('the naive variant makes several, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    await database.query({ name: 'create', text: 'create table naive_orders (key text not null)' }, [])
    await runConcurrently(
      Array.from({ length: TWINS }),
      async (_, at) => {
        const process = pools.for(at)
        const look = { name: 'look', text: "select 1 from naive_orders where key = 'one'" }
        const known = await process.query(look, [])
        if (known.length === 0)
          await process.query({ name: 'make', text: "insert into naive_orders values ('one')" }, [])
      },
      TWINS,
    )
    await pools.close()
    expect((await database.query({ name: 'all', text: 'select * from naive_orders' }, [])).length).toBeGreaterThan(1)
  })
})
