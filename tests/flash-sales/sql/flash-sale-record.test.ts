import { describe, expect, test } from 'vitest'
import { insertBoughtClaim, insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('flash_sale_record', () => {
  test('has all fields', async () => {
    await insertProduct(shop, 'A')
    await insertOrder(shop, 'order')
    for (const id of ['sale', 'neighbour']) await insertFlashSale(shop, id, 'A', { version: 4 })
    await insertClaim(shop, 'waits', 'sale', { quantity: 2 })
    await insertBoughtClaim(shop, 'bought', 'sale', 'order', { customer_id: 'bea' })
    await insertBoughtClaim(shop, 'bought-too', 'sale', 'order', { customer_id: 'cat' })
    await insertBoughtClaim(shop, 'elsewhere', 'neighbour', 'order')
    const { record } =
      (await shop.row("select flash_sale_record(s) as record from flash_sales s where id = 'sale'")) ?? {}
    expect(record).toEqual({
      ...{ id: 'sale', sku: 'A', price: 300, allocation: 10, claimed: 4, bought: 2, perCustomerLimit: 2 },
      ...{ startsAt: expect.any(String), endsAt: expect.any(String), active: true, version: 4 },
      createdAt: expect.any(String),
    })
    await insertFlashSale(shop, 'new', 'A')
    expect(await shop.row("select flash_sale_record(s) as record from flash_sales s where id = 'new'")).toMatchObject({
      record: { claimed: 0, bought: 0 },
    })
  })
})
