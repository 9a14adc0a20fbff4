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

const PLENTY = 100_000
const COUPON_SHOPPERS = 2_000
const SLOT_SHOPPERS = 1_000

/** Counts first, then writes: all callers count between the two. */
async function naivelyTake(database: Database, table: 'coupons' | 'delivery_slots', column: string, limit: number) {
  const [row] = await database.query({ name: `count_${table}`, text: `select ${column} as used from ${table}` }, [])
  const used = Number(row?.used)
  if (used >= limit) return false
  await database.query({ name: `take_${table}`, text: `update ${table} set ${column} = $1` }, [used + 1])
  return true
}

describe.runIf(hasPostgres())(`a coupon with limit 50, ${COUPON_SHOPPERS} shoppers at once`, () => {
  const limit = 50

  test.each(PROCESSES)('from %i processes, is redeemed exactly 50 times', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { couponLimit: limit })
    const carts = await fillCarts(database, Array(COUPON_SHOPPERS).fill([{ sku: 'ANY', quantity: 1 }]), {
      coupon: true,
    })
    const outcomes = await runConcurrently(carts, (cartId, at) => order(pools.for(at), { cartId, expectedTotal: 900 }))
    await pools.close()
    expect(countOutcomes(outcomes)).toEqual({ placed: limit, coupon_used_up: COUPON_SHOPPERS - limit })
    await expectInvariants(database)
  })

  test('the naive variant redeems more, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { couponLimit: limit })
    const taken = await runConcurrently(Array.from({ length: COUPON_SHOPPERS }), (_, at) =>
      naivelyTake(pools.for(at), 'coupons', 'redeemed', limit),
    )
    await pools.close()
    expect(taken.filter(Boolean).length).toBeGreaterThan(limit)
    expect(await brokenInvariants(database)).toContain('I4')
  })
})

describe.runIf(hasPostgres())(`a slot with capacity 30, ${SLOT_SHOPPERS} shoppers at once`, () => {
  const capacity = 30

  test.each(PROCESSES)('from %i processes, is booked exactly 30 times', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { slotCapacity: capacity })
    const carts = await fillCarts(database, Array(SLOT_SHOPPERS).fill([{ sku: 'ANY', quantity: 1 }]), { slot: true })
    const outcomes = await runConcurrently(carts, (cartId, at) => order(pools.for(at), { cartId, expectedTotal: 1000 }))
    await pools.close()
    expect(countOutcomes(outcomes)).toEqual({ placed: capacity, slot_full: SLOT_SHOPPERS - capacity })
    await expectInvariants(database)
  })

  test('the naive variant books more, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { slotCapacity: capacity })
    const taken = await runConcurrently(Array.from({ length: SLOT_SHOPPERS }), (_, at) =>
      naivelyTake(pools.for(at), 'delivery_slots', 'booked', capacity),
    )
    await pools.close()
    expect(taken.filter(Boolean).length).toBeGreaterThan(capacity)
    expect(await brokenInvariants(database)).toContain('I9')
  })
})

describe.runIf(hasPostgres())('orders that share a coupon and a slot', () => {
  test.each(PROCESSES)('from %i processes never deadlock', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    const products = Array.from({ length: 300 }, (_, number) => ({ sku: `SKU-${number}`, onHand: 10 }))
    await stock(database, products, { couponLimit: PLENTY, slotCapacity: PLENTY })
    const carts = await fillCarts(
      database,
      products.map(({ sku }) => [{ sku, quantity: 1 }]),
      { coupon: true, slot: true },
    )
    const outcomes = await runConcurrently(carts, (cartId, at) => order(pools.for(at), { cartId, expectedTotal: 900 }))
    await pools.close()
    expect(countOutcomes(outcomes)).toEqual({ placed: 300 })
    await expectInvariants(database)
  })
})
