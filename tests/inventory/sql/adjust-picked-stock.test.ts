import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertOrderLines, insertProduct, insertSales, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const ledger = () =>
  shop.rows(`select sku, delta, actor from stock_movements where order_id = 'order' and reason = 'picked' order by sku`)

/** An order that took 3 B and 2 A; 10 of each are left on hand. */
beforeEach(async () => {
  for (const sku of ['B', 'A']) await insertProduct(shop, sku, { onHand: 10, held: 1 })
  await insertOrder(shop, 'order', { status: 'picking' })
  await insertOrderLines(shop, 'order', { B: 3, A: 2 })
  await insertSales(shop, 'order', { B: 3, A: 2 })
})

async function picked(units: Record<string, number>): Promise<unknown> {
  for (const [sku, quantity] of Object.entries(units)) {
    const text = `update order_lines set ordered_quantity = quantity, picked_quantity = $2, quantity = least(quantity, $2)
      where order_id = 'order' and sku = $1`
    await shop.write(text, sku, quantity)
  }
  return await shop.run('adjust_picked_stock', 'order')
}

describe('adjust_picked_stock', () => {
  test('all items were picked: no movement', async () => {
    expect(await picked({ A: 2, B: 3 })).toBe('')
    expect(await ledger()).toEqual([])
  })

  test('unpicked units return to the shelf, extra units are taken', async () => {
    await picked({ A: 3, B: 1 })
    expect(await ledger()).toEqual([
      { sku: 'A', delta: -1, actor: 'picking' },
      { sku: 'B', delta: 2, actor: 'picking' },
    ])
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 9, held: 1 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 12, held: 1 })
  })

  test('units that were returned before are not returned again, and are taken again when they were picked', async () => {
    for (const sku of ['A', 'B']) {
      await shop.insert('stock_movements', { sku, delta: 1, reason: 'cancelled', order_id: 'order', actor: 'staff' })
    }
    await picked({ A: 0, B: 3 })
    expect(await ledger()).toEqual([
      { sku: 'A', delta: 1, actor: 'picking' },
      { sku: 'B', delta: -1, actor: 'picking' },
    ])
  })

  test('all units of a substitute are taken; lines and movements of other orders do not count', async () => {
    await insertProduct(shop, 'C', { onHand: 10 })
    await insertOrder(shop, 'neighbour', { status: 'picking' })
    await insertOrderLines(shop, 'neighbour', { A: 7 })
    await shop.write(
      "update order_lines set ordered_quantity = 7, picked_quantity = 4, quantity = 4 where order_id = 'neighbour'",
    )
    await insertSales(shop, 'neighbour', { A: 7 })
    await shop.write(`insert into order_lines (order_id, line, sku, name, unit, quantity, ordered_quantity, price, price_quantity,
      subtotal, promotion_discount, coupon_discount, total, substitution, picked_quantity, substitutes)
      select 'order', 3, 'C', '{}', 'each', 2, 0, 0, 1, 0, 0, 0, 0, '{}', 2, 'A'`)
    await picked({ A: 2, B: 3 })
    expect(await ledger()).toEqual([{ sku: 'C', delta: -2, actor: 'picking' }])
    expect(await readStock(shop, 'C')).toEqual({ on_hand: 8, held: 0 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 1 })
  })

  test('insufficient_stock: more was picked than is on hand', async () => {
    await shop.write("update inventory set on_hand = 1 where sku = 'A'")
    const shortages = [{ sku: 'A', requested: 1, available: 0 }]
    expect(await picked({ A: 3, B: 0 })).toEqual({ refused: 'insufficient_stock', facts: { shortages } })
    expect(await ledger()).toEqual([])
  })
})
