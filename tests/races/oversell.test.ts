import { describe, expect, test } from 'vitest'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  brokenInvariants,
  countOutcomes,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  runConcurrently,
  stock,
} from './race-shop.ts'

const UNITS = 100
const ATTEMPTS = 5_000

/** What most shops do: read, then write a value computed from that read. */
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
    const pools = openProcessPools(url, processes)
    await stock(database, [{ sku: 'HOT', onHand: UNITS }])
    const carts = await fillCarts(database, Array(ATTEMPTS).fill([{ sku: 'HOT', quantity: 1 }]))
    const outcomes = await runConcurrently(carts, (cartId, at) => order(pools.for(at), { cartId, expectedTotal: 1000 }))
    await pools.close()
    expect(countOutcomes(outcomes)).toEqual({ placed: UNITS, insufficient_stock: ATTEMPTS - UNITS })
    await expectInvariants(database)
  })

  test('the naive variant sells more, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    await stock(database, [{ sku: 'HOT', onHand: UNITS }])
    const sold = await runConcurrently(Array.from({ length: ATTEMPTS }), (_, at) => naivelySell(pools.for(at), 'HOT'))
    await pools.close()
    expect(sold.filter(Boolean).length).toBeGreaterThan(UNITS)
    expect(await brokenInvariants(database)).toContain('I2')
  })
})
