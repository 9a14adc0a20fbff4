import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct, insertSales, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const packed = { packed_at: fromNow(-60), picked: '[]' }
const put = (lines: object[]) => shop.run('return_items', 'order', JSON.stringify(lines), 'ann')
const ledger = () =>
  shop.rows(
    "select sku, delta, reason, actor from stock_movements where order_id = 'order' and reason <> 'sold' order by id",
  )
const placed = async (status: string, more = {}) => {
  await insertOrder(shop, 'order', { status, ...more })
  await insertSales(shop, 'order', { B: 3, A: 2 })
}

beforeEach(async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku, { onHand: 10 })
})

describe('return_items', () => {
  test('returns items to the shelf, with a movement for each SKU in the order of SKUs', async () => {
    await placed('delivered', packed)
    await put([
      { sku: 'B', quantity: 3 },
      { sku: 'A', quantity: 1 },
    ])
    expect([await readStock(shop, 'A'), await readStock(shop, 'B')]).toEqual([
      { on_hand: 11, held: 0 },
      { on_hand: 13, held: 0 },
    ])
    const row = { reason: 'returned', actor: 'ann' }
    expect(await ledger()).toEqual([
      { ...row, sku: 'A', delta: 1 },
      { ...row, sku: 'B', delta: 3 },
    ])
  })

  test.each(['paid', 'picking'])('before the order is packed the reason is cancelled: %s', async (status) => {
    await placed(status)
    await put([{ sku: 'A', quantity: 2 }])
    expect(await ledger()).toEqual([{ sku: 'A', delta: 2, reason: 'cancelled', actor: 'ann' }])
  })

  test('after the order is packed the reason is returned', async () => {
    await placed('picking', packed)
    await put([{ sku: 'A', quantity: 2 }])
    expect(await ledger()).toMatchObject([{ reason: 'returned' }])
  })

  test('restock_exceeds_sold lists the SKUs that the order has fewer of, or none', async () => {
    await placed('delivered', packed)
    await insertProduct(shop, 'C')
    await shop.insert('stock_movements', { sku: 'B', delta: 1, reason: 'returned', order_id: 'order', actor: 'ann' })
    const lines = [
      { sku: 'C', quantity: 1 },
      { sku: 'B', quantity: 3 },
      { sku: 'A', quantity: 2 },
    ]
    expect(await put(lines)).toEqual({ refused: 'restock_exceeds_sold', facts: { skus: ['B', 'C'] } })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test('units of other orders do not count', async () => {
    await placed('delivered', packed)
    await insertOrder(shop, 'neighbour', { status: 'delivered' })
    await insertSales(shop, 'neighbour', { A: 5 })
    const refusal = { refused: 'restock_exceeds_sold', facts: { skus: ['A'] } }
    expect(await put([{ sku: 'A', quantity: 3 }])).toEqual(refusal)
  })

  test('no lines: no movement', async () => {
    await placed('delivered', packed)
    await put([])
    expect(await ledger()).toEqual([])
  })
})
