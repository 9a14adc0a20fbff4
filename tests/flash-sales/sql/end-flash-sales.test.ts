import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop({ lapsed: false })

/** A flash sale that holds 3 units until that time. */
async function sale(id: string, sku: string, secondsFromNow: number): Promise<void> {
  await shop.insert('flash_sales', {
    ...{ id, sku, price: 1, allocation: 3, per_customer_limit: 1, starts_at: fromNow(-600), ends_at: fromNow(-1) },
  })
  await shop.insert('stock_holds', { sku, flash_sale_id: id, quantity: 3, expires_at: fromNow(secondsFromNow) })
  await shop.write('update inventory set held = held + 3 where sku = $1', sku)
}

describe('end_flash_sales', () => {
  test('the unclaimed units of ended sales are ordinary stock again', async () => {
    for (const sku of ['A', 'B', 'C']) await insertProduct(shop, sku)
    await sale('one', 'A', -1)
    await sale('two', 'A', 0)
    await sale('three', 'B', 0)
    await sale('runs', 'C', 1)
    expect(await shop.call('end_flash_sales', {})).toEqual({ processed: 2 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 0 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 100, held: 0 })
    expect(await readStock(shop, 'C')).toEqual({ on_hand: 100, held: 3 })
  })

  test('expired holds of orders are not processed', async () => {
    await insertProduct(shop, 'A')
    await insertOrder(shop, 'order')
    await insertHolds(shop, 'order', { A: 2 }, -1)
    expect(await shop.call('end_flash_sales', {})).toEqual({ processed: 0 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 2 })
  })
})
