import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertBoughtClaim, insertClaim, insertFlashSale, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const holds = () => shop.rows("select order_id from stock_holds where sku = 'A' order by order_id")

describe('release_expired_holds', () => {
  test('releases expired holds, those that expire now included, and returns the units', async () => {
    await insertProduct(shop, 'A')
    for (const [id, units, seconds] of [
      ['long-ago', 2, -600] as const,
      ['now', 3, 0] as const,
      ['later', 4, 1] as const,
    ]) {
      await insertOrder(shop, id)
      await insertHolds(shop, id, { A: units }, seconds)
    }
    expect(await shop.run('release_expired_holds', 'A')).toBe(5)
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 4 })
    expect(await holds()).toEqual([{ order_id: 'later' }])
  })

  test('a single unit is released', async () => {
    await insertProduct(shop, 'A')
    await insertOrder(shop, 'one')
    await insertHolds(shop, 'one', { A: 1 }, 0)
    expect(await shop.run('release_expired_holds', 'A')).toBe(1)
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 0 })
  })

  test('no expired hold: returns 0 and does not write the row', async () => {
    await insertProduct(shop, 'A')
    const before = await shop.row("select ctid::text from inventory where sku = 'A'")
    expect(await shop.run('release_expired_holds', 'A')).toBe(0)
    expect(await shop.row("select ctid::text from inventory where sku = 'A'")).toEqual(before)
  })

  test('the hold of an ended sale is released, except for its open claims', async () => {
    for (const sku of ['A', 'B']) await insertProduct(shop, sku)
    await insertFlashSale(shop, 'ended', 'A', { endsIn: 0, allocation: 6 })
    await insertFlashSale(shop, 'running', 'A', { endsIn: 1, allocation: 4 })
    await insertFlashSale(shop, 'ended-too', 'A', { endsIn: -9, allocation: 2 })
    await insertFlashSale(shop, 'of-B', 'B', { endsIn: -1, allocation: 8 })
    await insertClaim(shop, 'waits', 'ended', { quantity: 1 })
    expect(await shop.run('release_expired_holds', 'A')).toBe(7)
    expect([await readStock(shop, 'A'), await readStock(shop, 'B')]).toMatchObject([{ held: 5 }, { held: 8 }])
    const sales = 'select flash_sale_id as sale, quantity from stock_holds where flash_sale_id = any ($1) order by 1'
    expect(await shop.rows(sales, [['ended', 'ended-too', 'of-B', 'running']])).toEqual([
      { sale: 'ended', quantity: 1 },
      { sale: 'of-B', quantity: 8 },
      { sale: 'running', quantity: 4 },
    ])
  })

  test('claims bought by an expired order return to the running sale, and are not counted as released', async () => {
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A')
    await insertOrder(shop, 'order')
    await insertBoughtClaim(shop, 'claim', 'sale', 'order', { quantity: 2 })
    await insertHolds(shop, 'order', { A: 3 }, 0)
    expect(await shop.run('release_expired_holds', 'A')).toBe(1)
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 10 })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 10 })
  })
})

describe.runIf(hasPostgres())('release_expired_holds beside another transaction', () => {
  test('locks ended sales in the order of their ids', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    for (const id of ['x-2', 'x-1']) await insertFlashSale(shop, id, 'X', { endsIn: -1 })
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-1'),
      routine: 'release_expired_holds',
      values: ['X'],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['x-1'], answer: 20 })
  })
})
