import { describe, expect, test } from 'vitest'
import { orderInPicking, packing } from '../../support/sql/packing-sample.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertOrderLines, insertProduct, insertSales, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('restock_order', () => {
  test('returns the items of the order to the shelf, with a movement for each SKU', async () => {
    for (const sku of ['B', 'A', 'C']) await insertProduct(shop, sku, { onHand: 10, held: 1 })
    await insertOrder(shop, 'order')
    await insertOrderLines(shop, 'order', { B: 3, A: 2 })
    await insertSales(shop, 'order', { B: 3, A: 2 })
    await insertOrder(shop, 'another')
    await insertOrderLines(shop, 'another', { A: 5, C: 5 })
    await insertSales(shop, 'another', { A: 5, C: 5 })
    await shop.run('restock_order', 'order', 'returned')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 1 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 13, held: 1 })
    expect(await readStock(shop, 'C')).toEqual({ on_hand: 10, held: 1 })
    const ledger = 'select sku, delta, reason, order_id, actor from stock_movements'
    expect(await shop.rows(`${ledger} where delta > 0 and order_id in ('order', 'another') order by sku`)).toEqual([
      { sku: 'A', delta: 2, reason: 'returned', order_id: 'order', actor: 'checkout' },
      { sku: 'B', delta: 3, reason: 'returned', order_id: 'order', actor: 'checkout' },
    ])
  })
  test('of a packed order the picked units and substitutes that are not returned yet', async () => {
    await orderInPicking(shop)
    await shop.run('pack_order', 'order', JSON.stringify(packing))
    const returned = { sku: 'A', delta: 1, reason: 'returned', order_id: 'order', actor: 'staff' }
    await shop.insert('stock_movements', returned)
    for (const _time of [1, 2]) await shop.run('restock_order', 'order', 'returned')
    const ledger =
      "select sku, sum(delta) as out from stock_movements where order_id = 'order' group by sku order by sku"
    expect(await shop.rows(ledger)).toEqual([
      { sku: 'A', out: 0 },
      { sku: 'B', out: 0 },
      { sku: 'C', out: 0 },
    ])
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 0 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 12, held: 0 })
    expect(await readStock(shop, 'C')).toEqual({ on_hand: 10, held: 0 })
  })
})
