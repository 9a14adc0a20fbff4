import { describe, expect, test } from 'vitest'
import { insertBoughtClaim, insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('flash_sale_remaining', () => {
  test('unclaimed units, and units of claims that expired until now', async () => {
    await insertProduct(shop, 'A')
    await insertOrder(shop, 'order')
    for (const id of ['sale', 'neighbour']) await insertFlashSale(shop, id, 'A')
    const remaining = () => shop.row("select flash_sale_remaining(s) as units from flash_sales s where id = 'sale'")
    expect(await remaining()).toEqual({ units: 10 })
    await insertClaim(shop, 'waits', 'sale', { quantity: 2, expiresIn: 1 })
    await insertBoughtClaim(shop, 'bought', 'sale', 'order', { expiresIn: -60 })
    await insertClaim(shop, 'expired', 'sale', { quantity: 2, expiresIn: 0, customer_id: 'bea' })
    await insertClaim(shop, 'elsewhere', 'neighbour', { expiresIn: -1 })
    expect(await remaining()).toEqual({ units: 7 })
  })
})
