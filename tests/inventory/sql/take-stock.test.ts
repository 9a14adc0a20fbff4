import { beforeEach, describe, expect, test } from 'vitest'
import {
  insertBoughtClaim,
  insertClaim,
  insertFlashSale,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertOrderLines, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const take = () => shop.run('take_stock', 'order')
const ledger = () =>
  shop.rows("select sku, delta, reason, actor from stock_movements where order_id = 'order' order by sku")
const sold = [
  { sku: 'A', delta: -2, reason: 'sold', actor: 'checkout' },
  { sku: 'B', delta: -3, reason: 'sold', actor: 'checkout' },
]

/** An order of 2 A and 3 B with 10 of each on the shelf, and another order that holds one of each. */
beforeEach(async () => {
  for (const sku of ['B', 'A']) await insertProduct(shop, sku, { onHand: 10 })
  await insertOrder(shop, 'order')
  await insertOrderLines(shop, 'order', { B: 3, A: 2 })
  await insertOrder(shop, 'another')
  await insertHolds(shop, 'another', { A: 1, B: 1 })
})

describe('take_stock', () => {
  test('the held units leave the shelf, the holds end, and the ledger has a row for each SKU', async () => {
    await insertHolds(shop, 'order', { A: 2, B: 3 })
    expect(await take()).toBe('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 1 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 7, held: 1 })
    expect(await shop.rows("select order_id, quantity from stock_holds where sku in ('A', 'B')")).toEqual([
      { order_id: 'another', quantity: 1 },
      { order_id: 'another', quantity: 1 },
    ])
    expect(await ledger()).toEqual(sold)
  })

  test('an expired hold that is not released yet is taken, even when no other unit is left', async () => {
    await insertHolds(shop, 'order', { A: 2, B: 3 }, -60)
    await shop.write("update inventory set on_hand = held where sku in ('A', 'B')")
    expect(await take()).toBe('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 1, held: 1 })
  })

  test('a line and a claim of the same SKU are one movement', async () => {
    await insertFlashSale(shop, 'sale', 'B', { allocation: 2 })
    await insertBoughtClaim(shop, 'claim', 'sale', 'order', { quantity: 2 })
    await shop.write("update order_lines set sku = 'B', claim_id = 'claim' where order_id = 'order' and sku = 'A'")
    await insertHolds(shop, 'order', { B: 5 })
    await take()
    expect(await ledger()).toEqual([{ sku: 'B', delta: -5, reason: 'sold', actor: 'checkout' }])
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 5, held: 1 })
  })

  test('a SKU that the order no longer holds is held again', async () => {
    await insertHolds(shop, 'order', { B: 3 })
    expect(await take()).toBe('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 1 })
    expect(await ledger()).toEqual(sold)
  })

  test('insufficient_stock: the units that the order no longer holds are sold', async () => {
    await insertHolds(shop, 'order', { B: 3 })
    await shop.write("update inventory set held = 9 where sku = 'A'")
    const shortages = [{ sku: 'A', requested: 2, available: 1 }]
    expect(await take()).toEqual({ refused: 'insufficient_stock', facts: { shortages } })
    expect(await ledger()).toEqual([])
  })

  test('a released claim is bought again from its flash sale', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 9 })
    await insertClaim(shop, 'claim', 'sale', { quantity: 2, status: 'released', order_id: 'order' })
    expect(await take()).toBe('')
    expect(await readClaimStatus(shop, 'claim')).toBe('bought')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 7 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 8, held: 8 })
  })

  test('claim_expired: the flash sale has no units left for the claim', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 1 })
    await insertClaim(shop, 'claim', 'sale', { quantity: 2, status: 'released', order_id: 'order' })
    expect(await take()).toMatchObject({ refused: 'claim_expired' })
  })
})
