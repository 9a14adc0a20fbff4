import { beforeEach, describe, expect, test } from 'vitest'
import {
  insertBoughtClaim,
  insertClaim,
  insertFlashSale,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertFlashSale(shop, 'sale', 'A', { endsIn: -1 })
})

const settle = () => shop.run('release_ended_sale_hold', 'sale')

describe('release_ended_sale_hold', () => {
  test('without claims all units are ordinary stock again', async () => {
    expect(await settle()).toBe(10)
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: null })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 0 })
  })

  test('open claims are held until the last of them expires', async () => {
    await insertClaim(shop, 'first', 'sale', { expiresIn: 60 })
    await insertClaim(shop, 'last', 'sale', { quantity: 2, expiresIn: 120, customer_id: 'bea' })
    await insertClaim(shop, 'expired', 'sale', { expiresIn: 0, customer_id: 'cat' })
    expect(await settle()).toBe(7)
    expect(await readClaimStatus(shop, 'expired')).toBe('released')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 3, held: 3 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 3 })
    const until =
      "select extract(epoch from expires_at - now())::integer as s from stock_holds where flash_sale_id = 'sale'"
    expect(await shop.row(until)).toEqual({ s: 120 })
    expect(await settle()).toBe(0)
  })

  test('claims of another sale do not count', async () => {
    await insertFlashSale(shop, 'second', 'A')
    await insertClaim(shop, 'elsewhere', 'second', { quantity: 2 })
    expect(await settle()).toBe(10)
    expect(await readSaleUnits(shop, 'second')).toEqual({ claimed: 2, held: 10 })
  })

  test('bought claims do not count', async () => {
    await insertOrder(shop, 'order')
    await insertBoughtClaim(shop, 'bought', 'sale', 'order', { quantity: 2 })
    expect(await settle()).toBe(8)
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: null })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 0 })
  })
})
