import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { goods, holdsOf, orderOf, stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop({ lapsed: false })

/** A flash sale of 3 units that holds them until then. */
async function sale(id: string, sku: string, secondsFromNow: number): Promise<void> {
  await shop.insert('flash_sales', {
    ...{ id, sku, price: 1, allocation: 3, per_customer_limit: 1, starts_at: fromNow(-600), ends_at: fromNow(-1) },
  })
  await shop.insert('stock_holds', { sku, flash_sale_id: id, quantity: 3, expires_at: fromNow(secondsFromNow) })
  await shop.write('update inventory set held = held + 3 where sku = $1', sku)
}

describe('end_flash_sales', () => {
  test('what is left of ended sales is ordinary stock again, SKU by SKU', async () => {
    for (const sku of ['A', 'B', 'C']) await goods(shop, sku)
    await sale('one', 'A', -1)
    await sale('two', 'A', 0)
    await sale('three', 'B', 0)
    await sale('runs', 'C', 1)
    expect(await shop.call('end_flash_sales', {})).toEqual({ processed: 2 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 0 })
    expect(await stockOf(shop, 'B')).toEqual({ on_hand: 100, held: 0 })
    expect(await stockOf(shop, 'C')).toEqual({ on_hand: 100, held: 3 })
  })

  test('lapsed holds of orders are not its matter', async () => {
    await goods(shop, 'A')
    await orderOf(shop, 'order')
    await holdsOf(shop, 'order', { A: 2 }, -1)
    expect(await shop.call('end_flash_sales', {})).toEqual({ processed: 0 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 2 })
  })
})
