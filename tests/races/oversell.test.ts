import { describe, expect, test } from 'vitest'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  brokenInvariants,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  stock,
  countOutcomes,
  runConcurrently,
} from './race-shop.ts'

const UNITS = 100
const ATTEMPTS = 5_000

/** What most shops do: look, then write what was computed from the look. */
async function naivelySell(database: Database, sku: string): Promise<boolean> {
  const [stock] = await database.query({ name: 'look', text: 'select on_hand, held from inventory where sku = $1' }, [
    sku,
  ])
  const [onHand, held] = [Number(stock?.on_hand), Number(stock?.held)]
  if (onHand - held < 1) return false
  await database.query({ name: 'write', text: 'update inventory set held = $2 where sku = $1' }, [sku, held + 1])
  return true
}

describe.runIf(hasPostgres())(`${UNITS} units of one SKU, ${ATTEMPTS} shoppers at once`, () => {
  test.each(PROCESSES)('from %i processes: as many orders are placed as there are units', async (processes) => {
    const { database, url } = await testDatabase()
    const crowd = openProcessPools(url, processes)
    await stock(database, [{ sku: 'HOT', onHand: UNITS }])
    const carts = await fillCarts(database, Array(ATTEMPTS).fill([{ sku: 'HOT', quantity: 1 }]))
    const outcomes = await runConcurrently(carts, (cartId, at) => order(crowd.of(at), { cartId, expectedTotal: 1000 }))
    await crowd.close()
    expect(countOutcomes(outcomes)).toEqual({ placed: UNITS, insufficient_stock: ATTEMPTS - UNITS })
    await expectInvariants(database)
  })

  test('the naive way sells more: this race would show it', async () => {
    const { database, url } = await testDatabase()
    const crowd = openProcessPools(url)
    await stock(database, [{ sku: 'HOT', onHand: UNITS }])
    const sold = await runConcurrently(Array.from({ length: ATTEMPTS }), (_, at) => naivelySell(crowd.of(at), 'HOT'))
    await crowd.close()
    expect(sold.filter(Boolean).length).toBeGreaterThan(UNITS)
    expect(await brokenInvariants(database)).toContain('I2')
  })
})
