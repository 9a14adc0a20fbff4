import { beforeEach, describe, expect, test } from 'vitest'
import {
  insertBoughtClaim,
  insertClaim,
  insertFlashSale,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertFlashSale(shop, 'sale', 'A')
  await insertFlashSale(shop, 'neighbour', 'A')
})

describe('release_expired_claims', () => {
  test('claims that expired until now are released; open, bought and other sales’ claims stay', async () => {
    await insertOrder(shop, 'order')
    await insertClaim(shop, 'now', 'sale', { quantity: 2, expiresIn: 0 })
    await insertClaim(shop, 'before', 'sale', { expiresIn: -60 })
    await insertClaim(shop, 'waits', 'sale', { expiresIn: 1 })
    await insertBoughtClaim(shop, 'bought', 'sale', 'order', { expiresIn: -60 })
    await insertClaim(shop, 'elsewhere', 'neighbour', { expiresIn: -60 })
    expect(await shop.run('release_expired_claims', 'sale')).toBe(3)
    const claims = ['now', 'before', 'waits', 'bought', 'elsewhere']
    expect(await Promise.all(claims.map((id) => readClaimStatus(shop, id)))).toEqual([
      ...['released', 'released', 'held', 'bought', 'held'],
    ])
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 9 })
    expect(await readSaleUnits(shop, 'neighbour')).toEqual({ claimed: 1, held: 10 })
  })

  test('a single unit', async () => {
    await insertClaim(shop, 'now', 'sale', { expiresIn: 0 })
    expect(await shop.run('release_expired_claims', 'sale')).toBe(1)
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 10 })
  })

  test('no expired claim: the sale is not written', async () => {
    await insertClaim(shop, 'waits', 'sale')
    const version = () => shop.row("select ctid::text from flash_sales where id = 'sale'")
    const before = await version()
    expect(await shop.run('release_expired_claims', 'sale')).toBe(0)
    expect(await version()).toEqual(before)
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 10 })
  })
})
