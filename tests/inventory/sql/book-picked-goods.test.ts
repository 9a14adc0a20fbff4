import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { goods, linesOf, orderOf, soldOf, stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const ledger = () =>
  shop.rows(`select sku, delta, actor from stock_movements where order_id = 'order' and reason = 'picked' order by sku`)

/** An order of 3 B and 2 A that took them; 10 of each are left. */
beforeEach(async () => {
  for (const sku of ['B', 'A']) await goods(shop, sku, { onHand: 10, held: 1 })
  await orderOf(shop, 'order', { status: 'picking' })
  await linesOf(shop, 'order', { B: 3, A: 2 })
  await soldOf(shop, 'order', { B: 3, A: 2 })
})

async function picked(units: Record<string, number>): Promise<unknown> {
  for (const [sku, quantity] of Object.entries(units)) {
    const text = `update order_lines set ordered_quantity = quantity, picked_quantity = $2, quantity = least(quantity, $2)
      where order_id = 'order' and sku = $1`
    await shop.write(text, sku, quantity)
  }
  return await shop.run('book_picked_goods', 'order')
}

describe('book_picked_goods', () => {
  test('all was there: nothing is moved', async () => {
    expect(await picked({ A: 2, B: 3 })).toBe('')
    expect(await ledger()).toEqual([])
  })

  test('what was not there goes back, a little more is taken', async () => {
    await picked({ A: 3, B: 1 })
    expect(await ledger()).toEqual([
      { sku: 'A', delta: -1, actor: 'picking' },
      { sku: 'B', delta: 2, actor: 'picking' },
    ])
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 9, held: 1 })
    expect(await stockOf(shop, 'B')).toEqual({ on_hand: 12, held: 1 })
  })

  test('what had come back before does not come back again, and is taken anew where it was picked', async () => {
    for (const sku of ['A', 'B']) {
      await shop.insert('stock_movements', { sku, delta: 1, reason: 'cancelled', order_id: 'order', actor: 'staff' })
    }
    await picked({ A: 0, B: 3 })
    expect(await ledger()).toEqual([
      { sku: 'A', delta: 1, actor: 'picking' },
      { sku: 'B', delta: -1, actor: 'picking' },
    ])
  })

  test('a substitute was never sold: all of it is taken; the goods and the ledger of other orders do not count', async () => {
    await goods(shop, 'C', { onHand: 10 })
    await orderOf(shop, 'neighbour', { status: 'picking' })
    await linesOf(shop, 'neighbour', { A: 7 })
    await shop.write(
      "update order_lines set ordered_quantity = 7, picked_quantity = 4, quantity = 4 where order_id = 'neighbour'",
    )
    await soldOf(shop, 'neighbour', { A: 7 })
    await shop.write(`insert into order_lines (order_id, line, sku, name, unit, quantity, ordered_quantity, price, price_quantity,
      subtotal, promotion_discount, coupon_discount, total, substitution, picked_quantity, substitutes)
      select 'order', 3, 'C', '{}', 'each', 2, 0, 0, 1, 0, 0, 0, 0, '{}', 2, 'A'`)
    await picked({ A: 2, B: 3 })
    expect(await ledger()).toEqual([{ sku: 'C', delta: -2, actor: 'picking' }])
    expect(await stockOf(shop, 'C')).toEqual({ on_hand: 8, held: 0 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 10, held: 1 })
  })

  test('insufficient_stock: more was picked than is there by the books', async () => {
    await shop.write("update inventory set on_hand = 1 where sku = 'A'")
    const shortages = [{ sku: 'A', requested: 1, available: 0 }]
    expect(await picked({ A: 3, B: 0 })).toEqual({ refused: 'insufficient_stock', facts: { shortages } })
    expect(await ledger()).toEqual([])
  })
})
