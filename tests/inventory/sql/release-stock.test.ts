import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertBoughtClaim,
  insertFlashSale,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

describe('release_stock', () => {
  beforeEach(async () => {
    for (const sku of ['A', 'B']) await insertProduct(shop, sku)
    for (const id of ['one', 'two', 'another']) await insertOrder(shop, id)
  })

  test('the units of all given orders are available again; other holds are unchanged', async () => {
    for (const id of ['one', 'two', 'another']) await insertHolds(shop, id, { A: 2, B: 3 })
    expect(await shop.run('release_stock', ['one', 'two'])).toBe('')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 2 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 100, held: 3 })
    expect(await shop.rows("select distinct order_id from stock_holds where sku in ('A', 'B')")).toEqual([
      { order_id: 'another' },
    ])
  })

  test('the claims of an order with holds return to the flash sale, which holds their units again', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertBoughtClaim(shop, 'claim', 'sale', 'one')
    await insertHolds(shop, 'one', { A: 1 })
    await shop.run('release_stock', ['one'])
    expect(await readClaimStatus(shop, 'claim')).toBe('released')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 10 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 10 })
  })

  test('an order that took its stock keeps its claims', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertBoughtClaim(shop, 'claim', 'sale', 'one')
    await shop.run('release_stock', ['one'])
    expect(await readClaimStatus(shop, 'claim')).toBe('bought')
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 9 })
  })
})

describe.runIf(hasPostgres())('release_stock beside another transaction', () => {
  test('locks the SKUs in byte order, before it reads the holds', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    for (const sku of ['X-c', 'X-B', 'X-a']) await insertProduct(shop, sku)
    await insertHolds(shop, 'x', { 'X-c': 1, 'X-a': 1, 'X-B': 1 })
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X-a'),
      routine: 'release_stock',
      values: [['x']],
      meanwhile: async () => [
        await readLockedKeys(shop, 'inventory', 'sku'),
        await readLockedKeys(shop, 'stock_holds', 'sku'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['X-B', 'X-a'], []], answer: '' })
  })
})
