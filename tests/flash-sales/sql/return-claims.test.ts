import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertBoughtClaim,
  insertFlashSale,
  insertSalesOfOneSku,
  insertSalesOfTwoSkus,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku, { onHand: 20 })
  for (const id of ['order', 'neighbour']) await insertOrder(shop, id)
})

const back = (sku: string | null = null) => shop.run('return_claims', ['order'], sku)

describe('return_claims', () => {
  test('a running sale holds the units again, and they can be claimed', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertBoughtClaim(shop, 'claim', 'sale', 'order', { quantity: 2 })
    await insertBoughtClaim(shop, 'not-its', 'sale', 'neighbour')
    expect(await back()).toBe(2)
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 20, held: 9 })
    expect([await readClaimStatus(shop, 'claim'), await readClaimStatus(shop, 'not-its')]).toEqual([
      'released',
      'bought',
    ])
    expect(await back()).toBe(0)
  })

  test('a sale without a hold gets a new one until its end', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 3 })
    await insertBoughtClaim(shop, 'claim', 'sale', 'order', { quantity: 2 })
    await shop.write("delete from stock_holds where flash_sale_id = 'sale'")
    await back()
    const hold = await shop.row(
      `select quantity, h.expires_at = s.ends_at as to_the_end from stock_holds h
       join flash_sales s on s.id = h.flash_sale_id where s.id = 'sale'`,
    )
    expect(hold).toEqual({ quantity: 2, to_the_end: true })
  })

  test.for([{ endsIn: 0 }, { active: false }])('the units of an ended sale stay ordinary stock: %j', async (terms) => {
    await insertFlashSale(shop, 'sale', 'A', terms)
    await insertBoughtClaim(shop, 'claim', 'sale', 'order')
    expect(await back()).toBe(0)
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 9 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 20, held: 9 })
    expect(await readClaimStatus(shop, 'claim')).toBe('released')
  })

  test('the claim stays bought when its units were sold as ordinary stock', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertBoughtClaim(shop, 'large', 'sale', 'order', { quantity: 2 })
    await insertBoughtClaim(shop, 'small', 'sale', 'order')
    await shop.write("update inventory set held = 19 where sku = 'A'")
    expect(await back()).toBe(1)
    expect([await readClaimStatus(shop, 'large'), await readClaimStatus(shop, 'small')]).toEqual(['bought', 'released'])
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 8 })
  })

  test('only the claims of the given SKU', async () => {
    for (const sku of ['A', 'B']) {
      await insertFlashSale(shop, `of-${sku}`, sku)
      await insertBoughtClaim(shop, `claim-${sku}`, `of-${sku}`, 'order')
    }
    expect(await back('B')).toBe(1)
    expect([await readClaimStatus(shop, 'claim-A'), await readClaimStatus(shop, 'claim-B')]).toEqual([
      'bought',
      'released',
    ])
  })
})

describe.runIf(hasPostgres())('return_claims beside another transaction', () => {
  test('locks sales in the order of their SKUs, and a sale before its claims', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'order')
    await insertSalesOfTwoSkus(shop, (claim, sale) => insertBoughtClaim(shop, claim, sale, 'order'))
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-2'),
      routine: 'return_claims',
      values: [['order']],
      meanwhile: async () => [
        await readLockedKeys(shop, 'flash_sales', 'id'),
        await readLockedKeys(shop, 'flash_sale_claims', 'id'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['x-2'], []], answer: 2 })
  })

  test('locks the sales of one SKU in the order of their ids, whatever the ids of the claims', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'order')
    await insertSalesOfOneSku(shop, (claim, sale) => insertBoughtClaim(shop, claim, sale, 'order'))
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-1'),
      routine: 'return_claims',
      values: [['order']],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['x-1'], answer: 2 })
  })
})
