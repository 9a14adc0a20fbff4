import { describe, expect, test } from 'vitest'
import type { Database } from '../../shared/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { broken, expectInvariants, fillCarts, openCrowd, order, stock, tally, together } from './crowd.ts'

const PLENTY = 100_000

/** Counts first, then writes: between the two, everybody else counts as well. */
async function naivelyTake(database: Database, table: 'coupons' | 'delivery_slots', column: string, limit: number) {
  const [row] = await database.query({ name: `count_${table}`, text: `select ${column} as used from ${table}` }, [])
  const used = Number(row?.used)
  if (used >= limit) return false
  await database.query({ name: `take_${table}`, text: `update ${table} set ${column} = $1` }, [used + 1])
  return true
}

describe.runIf(hasPostgres())('a coupon with limit 50, 1,000 shoppers at once', () => {
  const limit = 50

  test('is redeemed exactly 50 times', async () => {
    const { database, url } = await testDatabase()
    const crowd = openCrowd(url)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { couponLimit: limit })
    const carts = await fillCarts(database, Array(1_000).fill([{ sku: 'ANY', quantity: 1 }]), { coupon: true })
    const outcomes = await together(carts, (cartId) => order(crowd, { cartId, expectedTotal: 900 }))
    await crowd.close()
    expect(tally(outcomes)).toEqual({ placed: limit, coupon_used_up: 950 })
    await expectInvariants(database)
  })

  test('the naive way redeems more: this race would show it', async () => {
    const { database, url } = await testDatabase()
    const crowd = openCrowd(url)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { couponLimit: limit })
    const taken = await together(Array.from({ length: 1_000 }), () => naivelyTake(crowd, 'coupons', 'redeemed', limit))
    await crowd.close()
    expect(taken.filter(Boolean).length).toBeGreaterThan(limit)
    expect(await broken(database)).toContain('I4')
  })
})

describe.runIf(hasPostgres())('a slot with capacity 30, 500 shoppers at once', () => {
  const capacity = 30

  test('is booked exactly 30 times', async () => {
    const { database, url } = await testDatabase()
    const crowd = openCrowd(url)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { slotCapacity: capacity })
    const carts = await fillCarts(database, Array(500).fill([{ sku: 'ANY', quantity: 1 }]), { slot: true })
    const outcomes = await together(carts, (cartId) => order(crowd, { cartId, expectedTotal: 1000 }))
    await crowd.close()
    expect(tally(outcomes)).toEqual({ placed: capacity, slot_full: 470 })
    await expectInvariants(database)
  })

  test('the naive way books more: this race would show it', async () => {
    const { database, url } = await testDatabase()
    const crowd = openCrowd(url)
    await stock(database, [{ sku: 'ANY', onHand: PLENTY }], { slotCapacity: capacity })
    const taken = await together(Array.from({ length: 500 }), () =>
      naivelyTake(crowd, 'delivery_slots', 'booked', capacity),
    )
    await crowd.close()
    expect(taken.filter(Boolean).length).toBeGreaterThan(capacity)
    expect(await broken(database)).toContain('I9')
  })
})

describe.runIf(hasPostgres())('orders that share a coupon and a slot', () => {
  test('never wait for each other in a circle', async () => {
    const { database, url } = await testDatabase()
    const crowd = openCrowd(url)
    const goods = Array.from({ length: 300 }, (_, number) => ({ sku: `SKU-${number}`, onHand: 10 }))
    await stock(database, goods, { couponLimit: PLENTY, slotCapacity: PLENTY })
    const carts = await fillCarts(
      database,
      goods.map(({ sku }) => [{ sku, quantity: 1 }]),
      { coupon: true, slot: true },
    )
    const outcomes = await together(carts, (cartId) => order(crowd, { cartId, expectedTotal: 900 }))
    await crowd.close()
    expect(tally(outcomes)).toEqual({ placed: 300 })
    await expectInvariants(database)
  })
})
