import { describe, expect, test } from 'vitest'
import { routineShop } from './routine-shop.ts'
import { goods, linesOf, orderOf, stockOf } from './small-shop.ts'

const shop = await routineShop()

describe('restock_order', () => {
  test("puts the order's goods back on the shelf, each with its row in the ledger", async () => {
    for (const sku of ['B', 'A', 'C']) await goods(shop, sku, { onHand: 10, held: 1 })
    await orderOf(shop, 'order')
    await linesOf(shop, 'order', { B: 3, A: 2 })
    await orderOf(shop, 'another')
    await linesOf(shop, 'another', { A: 5, C: 5 })
    await shop.run('restock_order', 'order', 'returned')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 12, held: 1 })
    expect(await stockOf(shop, 'B')).toEqual({ on_hand: 13, held: 1 })
    expect(await stockOf(shop, 'C')).toEqual({ on_hand: 10, held: 1 })
    const ledger = 'select sku, delta, reason, order_id, actor from stock_movements'
    expect(await shop.rows(`${ledger} where sku in ('A', 'B', 'C') order by id`)).toEqual([
      { sku: 'A', delta: 2, reason: 'returned', order_id: 'order', actor: 'checkout' },
      { sku: 'B', delta: 3, reason: 'returned', order_id: 'order', actor: 'checkout' },
    ])
  })
})
