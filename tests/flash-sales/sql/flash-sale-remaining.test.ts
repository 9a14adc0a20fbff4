import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { boughtOf, claimOf, saleOf } from '../../support/sql/flash-sale-rows.ts'
import { insertProduct, orderOf } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('flash_sale_remaining', () => {
  test('unclaimed units, and units of claims that expired until now', async () => {
    await insertProduct(shop, 'A')
    await orderOf(shop, 'order')
    for (const id of ['sale', 'neighbour']) await saleOf(shop, id, 'A')
    const remaining = () => shop.row("select flash_sale_remaining(s) as units from flash_sales s where id = 'sale'")
    expect(await remaining()).toEqual({ units: 10 })
    await claimOf(shop, 'waits', 'sale', { quantity: 2, expiresIn: 1 })
    await boughtOf(shop, 'bought', 'sale', 'order', { expiresIn: -60 })
    await claimOf(shop, 'expired', 'sale', { quantity: 2, expiresIn: 0, customer_id: 'bea' })
    await claimOf(shop, 'elsewhere', 'neighbour', { expiresIn: -1 })
    expect(await remaining()).toEqual({ units: 7 })
  })
})
