import { describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

/** An order whose hold of a SKU expires at that time. */
async function held(sku: string, quantity: number, secondsFromNow: number): Promise<void> {
  const id = `order-${sku}-${secondsFromNow}`
  await insertOrder(shop, id)
  await shop.insert('stock_holds', { sku, order_id: id, quantity, expires_at: fromNow(secondsFromNow) })
}

const hold = (...lines: [sku: string, quantity: number][]) =>
  shop.call(
    'hold_stock',
    lines.map(([sku, quantity]) => ({ sku, quantity })),
  )

describe('hold_stock', () => {
  test('adds the quantity of every line to held', async () => {
    await insertProduct(shop, 'A', { onHand: 10, held: 1 })
    await insertProduct(shop, 'B', { onHand: 10 })
    expect(await hold(['A', 2], ['B', 3])).toEqual('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 3 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 10, held: 3 })
  })

  test('the quantities of a repeated SKU are summed', async () => {
    await insertProduct(shop, 'A', { onHand: 4 })
    expect(await hold(['A', 2], ['A', 2])).toEqual('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 4, held: 4 })
    expect(await hold(['A', 1], ['A', 2])).toMatchObject({
      facts: { shortages: [{ sku: 'A', requested: 3, available: 0 }] },
    })
  })

  test('holds the last unit', async () => {
    await insertProduct(shop, 'A', { onHand: 5, held: 3 })
    expect(await hold(['A', 2])).toEqual('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 5, held: 5 })
  })

  test('insufficient_stock lists every short SKU with its available units, and holds nothing', async () => {
    await insertProduct(shop, 'A', { onHand: 10 })
    await insertProduct(shop, 'B', { onHand: 5, held: 3 })
    await insertProduct(shop, 'C', { onHand: 4 })
    expect(await hold(['C', 5], ['A', 1], ['B', 3])).toEqual({
      refused: 'insufficient_stock',
      facts: {
        shortages: [
          { sku: 'B', requested: 3, available: 2 },
          { sku: 'C', requested: 5, available: 4 },
        ],
      },
    })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test('insufficient_stock for a SKU without a stock row: 0 available', async () => {
    expect(await hold(['NOWHERE', 1])).toMatchObject({
      facts: { shortages: [{ sku: 'NOWHERE', requested: 1, available: 0 }] },
    })
  })

  test('only the order that brings a SKU down to its threshold queues low_stock', async () => {
    await insertProduct(shop, 'A', { onHand: 10 })
    await shop.write("update inventory set low_stock_threshold = 5 where sku = 'A'")
    const warned = () => shop.rows("select payload from outbox where topic = 'low_stock'")
    await hold(['A', 4])
    expect(await warned()).toEqual([])
    await hold(['A', 1])
    await hold(['A', 2])
    const payload = { sku: 'A', available: 5, threshold: 5 }
    expect(await warned()).toEqual([{ payload }])
  })

  test('low_stock is queued also when expired holds were released first', async () => {
    await insertProduct(shop, 'A', { onHand: 20, held: 14 })
    await held('A', 8, -1)
    await hold(['A', 7])
    const payload = { sku: 'A', available: 7, threshold: 10 }
    expect(await shop.rows("select payload from outbox where topic = 'low_stock'")).toEqual([{ payload }])
  })

  test('a refused order queues no low_stock', async () => {
    await insertProduct(shop, 'A', { onHand: 12 })
    expect(await hold(['A', 5], ['NOWHERE', 1])).toMatchObject({ refused: 'insufficient_stock' })
    expect(await shop.rows("select from outbox where topic = 'low_stock'")).toEqual([])
  })

  test('an expired hold never costs a sale', async () => {
    await insertProduct(shop, 'A', { onHand: 5, held: 5 })
    await held('A', 2, -1)
    await held('A', 3, 60)
    expect(await hold(['A', 2])).toEqual('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 5, held: 5 })
    expect(await shop.rows("select quantity from stock_holds where sku = 'A'")).toEqual([{ quantity: 3 }])
  })

  test('with enough stock, expired holds are left to the job', async () => {
    await insertProduct(shop, 'A', { onHand: 5, held: 2 })
    await held('A', 2, -1)
    await hold(['A', 3])
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 5, held: 5 })
    expect(await shop.rows("select 1 from stock_holds where sku = 'A'")).toHaveLength(1)
  })

  test('shortages count the units of expired holds as available', async () => {
    await insertProduct(shop, 'A', { onHand: 5, held: 5 })
    await held('A', 2, -1)
    expect(await hold(['A', 3])).toMatchObject({ facts: { shortages: [{ sku: 'A', requested: 3, available: 2 }] } })
  })
})
