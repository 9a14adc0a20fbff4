import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { goods, orderOf, stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

/** An order that holds units of a SKU until then. */
async function held(sku: string, quantity: number, secondsFromNow: number): Promise<void> {
  const id = `order-${sku}-${secondsFromNow}`
  await orderOf(shop, id)
  await shop.insert('stock_holds', { sku, order_id: id, quantity, expires_at: fromNow(secondsFromNow) })
}

const hold = (...lines: [sku: string, quantity: number][]) =>
  shop.call(
    'hold_stock',
    lines.map(([sku, quantity]) => ({ sku, quantity })),
  )

describe('hold_stock', () => {
  test('counts the units of every line as held', async () => {
    await goods(shop, 'A', { onHand: 10, held: 1 })
    await goods(shop, 'B', { onHand: 10 })
    expect(await hold(['A', 2], ['B', 3])).toEqual('')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 10, held: 3 })
    expect(await stockOf(shop, 'B')).toEqual({ on_hand: 10, held: 3 })
  })

  test('a SKU that comes several times is held once, for the sum', async () => {
    await goods(shop, 'A', { onHand: 4 })
    expect(await hold(['A', 2], ['A', 2])).toEqual('')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 4, held: 4 })
    expect(await hold(['A', 1], ['A', 2])).toMatchObject({
      facts: { shortages: [{ sku: 'A', requested: 3, available: 0 }] },
    })
  })

  test('holds the very last unit', async () => {
    await goods(shop, 'A', { onHand: 5, held: 3 })
    expect(await hold(['A', 2])).toEqual('')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 5, held: 5 })
  })

  test('insufficient_stock names every short SKU with what there is, and holds nothing', async () => {
    await goods(shop, 'A', { onHand: 10 })
    await goods(shop, 'B', { onHand: 5, held: 3 })
    await goods(shop, 'C', { onHand: 4 })
    expect(await hold(['C', 5], ['A', 1], ['B', 3])).toEqual({
      refused: 'insufficient_stock',
      facts: {
        shortages: [
          { sku: 'B', requested: 3, available: 2 },
          { sku: 'C', requested: 5, available: 4 },
        ],
      },
    })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test('insufficient_stock of a SKU that has no stock row: none available', async () => {
    expect(await hold(['NOWHERE', 1])).toMatchObject({
      facts: { shortages: [{ sku: 'NOWHERE', requested: 1, available: 0 }] },
    })
  })

  test('the sale that brings a SKU down to its threshold tells of it, and none after it', async () => {
    await goods(shop, 'A', { onHand: 10 })
    await shop.write("update inventory set low_stock_threshold = 5 where sku = 'A'")
    const warned = () => shop.rows("select payload from outbox where topic = 'low_stock'")
    await hold(['A', 4])
    expect(await warned()).toEqual([])
    await hold(['A', 1])
    await hold(['A', 2])
    const payload = { sku: 'A', available: 5, threshold: 5 }
    expect(await warned()).toEqual([{ payload }])
  })

  test('a SKU that falls to its threshold once lapsed holds are back tells it', async () => {
    await goods(shop, 'A', { onHand: 20, held: 14 })
    await held('A', 8, -1)
    await hold(['A', 7])
    const payload = { sku: 'A', available: 7, threshold: 10 }
    expect(await shop.rows("select payload from outbox where topic = 'low_stock'")).toEqual([{ payload }])
  })

  test('an order that is refused tells of nothing', async () => {
    await goods(shop, 'A', { onHand: 12 })
    expect(await hold(['A', 5], ['NOWHERE', 1])).toMatchObject({ refused: 'insufficient_stock' })
    expect(await shop.rows("select from outbox where topic = 'low_stock'")).toEqual([])
  })

  test('a lapsed hold never costs a sale', async () => {
    await goods(shop, 'A', { onHand: 5, held: 5 })
    await held('A', 2, -1)
    await held('A', 3, 60)
    expect(await hold(['A', 2])).toEqual('')
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 5, held: 5 })
    expect(await shop.rows("select quantity from stock_holds where sku = 'A'")).toEqual([{ quantity: 3 }])
  })

  test('where there is enough, lapsed holds are left to the sweep', async () => {
    await goods(shop, 'A', { onHand: 5, held: 2 })
    await held('A', 2, -1)
    await hold(['A', 3])
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 5, held: 5 })
    expect(await shop.rows("select 1 from stock_holds where sku = 'A'")).toHaveLength(1)
  })

  test('what lapsed counts as available where it is still too little', async () => {
    await goods(shop, 'A', { onHand: 5, held: 5 })
    await held('A', 2, -1)
    expect(await hold(['A', 3])).toMatchObject({ facts: { shortages: [{ sku: 'A', requested: 3, available: 2 }] } })
  })
})
