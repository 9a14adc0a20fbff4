import { beforeEach, describe, expect, test } from 'vitest'
import { insertBoughtClaim, insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(() => insertProduct(shop, 'A'))

const gate = (saleId = 'sale') => shop.call('flash_sale_gate_state', { saleId })

describe('flash_sale_gate_state', () => {
  test('times are durations; open claims have a lease, bought ones have null', async () => {
    await insertOrder(shop, 'order')
    await insertFlashSale(shop, 'sale', 'A')
    await insertFlashSale(shop, 'neighbour', 'A')
    await insertClaim(shop, 'waits', 'sale', { expiresIn: 90 })
    await insertBoughtClaim(shop, 'bought', 'sale', 'order', { customer_id: 'bea', quantity: 2, expiresIn: -60 })
    await insertClaim(shop, 'expired', 'sale', { expiresIn: 0 })
    await insertClaim(shop, 'back', 'sale', { status: 'released' })
    await insertClaim(shop, 'elsewhere', 'neighbour')
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
    await insertFlashSale(shop, 'sale', 'A', { starts_at: fromNow(5) })
    expect(await gate()).toMatchObject({ startsInMilliseconds: 5_000, claims: [] })
  })

  test('a sale that staff ended', async () => {
    await insertFlashSale(shop, 'sale', 'A', { active: false })
    expect(await gate()).toMatchObject({ endsInMilliseconds: 0 })
  })

  test('null for an unknown sale', async () => {
    expect(await gate('unknown')).toBeNull()
  })
})
