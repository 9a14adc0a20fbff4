import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { boughtOf, claimOf, saleOf } from '../../support/sql/flash-sale-rows.ts'
import { insertProduct, orderOf } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(() => insertProduct(shop, 'A'))

const gate = (saleId = 'sale') => shop.call('flash_sale_gate_state', { saleId })

describe('flash_sale_gate_state', () => {
  test('times are durations; open claims have a lease, bought ones have null', async () => {
    await orderOf(shop, 'order')
    await saleOf(shop, 'sale', 'A')
    await saleOf(shop, 'neighbour', 'A')
    await claimOf(shop, 'waits', 'sale', { expiresIn: 90 })
    await boughtOf(shop, 'bought', 'sale', 'order', { customer_id: 'bea', quantity: 2, expiresIn: -60 })
    await claimOf(shop, 'expired', 'sale', { expiresIn: 0 })
    await claimOf(shop, 'back', 'sale', { status: 'released' })
    await claimOf(shop, 'elsewhere', 'neighbour')
    expect(await gate()).toEqual({
      ...{ allocation: 10, perCustomerLimit: 2, startsAt: expect.any(String) },
      ...{ startsInMilliseconds: -7_200_000, endsInMilliseconds: 3_600_000 },
      claims: expect.arrayContaining([
        { id: 'waits', customerId: 'ann', quantity: 1, leaseMilliseconds: 90_000 },
        { id: 'bought', customerId: 'bea', quantity: 2, leaseMilliseconds: null },
      ]),
    })
    expect(await gate()).toMatchObject({ claims: { length: 2 } })
  })

  test('a sale that has not started', async () => {
    await saleOf(shop, 'sale', 'A', { starts_at: fromNow(5) })
    expect(await gate()).toMatchObject({ startsInMilliseconds: 5_000, claims: [] })
  })

  test('a sale that staff ended', async () => {
    await saleOf(shop, 'sale', 'A', { active: false })
    expect(await gate()).toMatchObject({ endsInMilliseconds: 0 })
  })

  test('null for an unknown sale', async () => {
    expect(await gate('unknown')).toBeNull()
  })
})
