import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertBoughtClaim,
  insertClaim,
  insertFlashSale,
  insertSalesOfOneSku,
  insertSalesOfTwoSkus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  for (const sku of ['A', 'B']) {
    await insertProduct(shop, sku)
    await insertFlashSale(shop, `of-${sku}`, sku)
  }
  await insertCart(shop, 'cart')
  await insertOrder(shop, 'order')
})

const line = (claimId: string | null, sku: string, quantity: number, price = 300) => ({ claimId, sku, quantity, price })
const buy = (...lines: object[]) => shop.run('buy_claims', 'order', 'cart', JSON.stringify(lines))
const bought = () =>
  shop.rows("select id, order_id from flash_sale_claims where status = 'bought' and order_id = 'order' order by id")

describe('buy_claims', () => {
  test('buys the claims among the lines, and the sale no longer holds their units', async () => {
    await insertClaim(shop, 'two', 'of-B', { cart_id: 'cart', quantity: 2 })
    await insertClaim(shop, 'one', 'of-A', { cart_id: 'cart' })
    await insertClaim(shop, 'stays', 'of-A', { cart_id: 'cart' })
    expect(await buy(line('two', 'B', 2), line(null, 'A', 5, 500), line('one', 'A', 1))).toBe('')
    expect(await bought()).toEqual([
      { id: 'one', order_id: 'order' },
      { id: 'two', order_id: 'order' },
    ])
    expect(await readSaleUnits(shop, 'of-A')).toEqual({ claimed: 2, held: 9 })
    expect(await readSaleUnits(shop, 'of-B')).toEqual({ claimed: 2, held: 8 })
    expect([await readStock(shop, 'A'), await readStock(shop, 'B')]).toMatchObject([{ held: 9 }, { held: 8 }])
  })

  test('the last units of a sale: its hold is deleted', async () => {
    await insertFlashSale(shop, 'small', 'A', { allocation: 2 })
    await insertClaim(shop, 'all', 'small', { cart_id: 'cart', quantity: 2 })
    expect(await buy(line('all', 'A', 2))).toBe('')
    expect(await readSaleUnits(shop, 'small')).toEqual({ claimed: 2, held: null })
  })

  test('an open claim can be bought after the end of the sale', async () => {
    await insertFlashSale(shop, 'over', 'A', { endsIn: -1 })
    await insertClaim(shop, 'claim', 'over', { cart_id: 'cart' })
    expect(await buy(line('claim', 'A', 1))).toBe('')
    expect(await readSaleUnits(shop, 'over')).toEqual({ claimed: 1, held: 9 })
  })

  test('no line has a claim', async () => {
    expect(await buy(line(null, 'A', 1))).toBe('')
    expect(await bought()).toEqual([])
  })

  test.for([null, 'elsewhere'])('cart_changed: the claim is in %j', async (cartId) => {
    await insertCart(shop, 'elsewhere')
    await insertClaim(shop, 'claim', 'of-A', { cart_id: cartId })
    expect(await buy(line('claim', 'A', 1))).toEqual({ refused: 'cart_changed', facts: {} })
  })

  test('cart_changed: an unknown claim', async () => {
    expect(await buy(line('unknown', 'A', 1))).toEqual({ refused: 'cart_changed', facts: {} })
  })

  test.for([{ expiresIn: 0 }, { status: 'released' }])('claim_expired: %j', async (terms) => {
    await insertClaim(shop, 'claim', 'of-A', { cart_id: 'cart', ...terms })
    expect(await buy(line('claim', 'A', 1))).toEqual({ refused: 'claim_expired', facts: { claims: ['claim'] } })
  })

  test('claim_expired: another order bought it', async () => {
    await insertOrder(shop, 'before')
    await insertBoughtClaim(shop, 'claim', 'of-A', 'before', { cart_id: 'cart' })
    expect(await buy(line('claim', 'A', 1))).toEqual({ refused: 'claim_expired', facts: { claims: ['claim'] } })
  })

  test.for([line('claim', 'A', 1, 299), line('claim', 'A', 2), line('claim', 'B', 1)])(
    'price_changed: the line differs from the claim: %j',
    async (shown) => {
      await insertClaim(shop, 'claim', 'of-A', { cart_id: 'cart' })
      expect(await buy(shown)).toEqual({ refused: 'price_changed', facts: {} })
    },
  )
})

describe.runIf(hasPostgres())('buy_claims beside another transaction', () => {
  test('locks sales in the order of their SKUs, and a sale before its claims', async () => {
    const { shop, meet } = await twoSessions()
    await insertCart(shop, 'cart')
    await insertOrder(shop, 'order')
    await insertSalesOfTwoSkus(shop, (claim, sale) => insertClaim(shop, claim, sale, { cart_id: 'cart' }))
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-2'),
      routine: 'buy_claims',
      values: ['order', 'cart', JSON.stringify([line('of-x-1', 'X-b', 1), line('of-x-2', 'X-a', 1)])],
      meanwhile: async () => [
        await readLockedKeys(shop, 'flash_sales', 'id'),
        await readLockedKeys(shop, 'flash_sale_claims', 'id'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['x-2'], []], answer: '' })
  })

  test('locks the sales of one SKU in the order of their ids, whatever the ids of the claims', async () => {
    const { shop, meet } = await twoSessions()
    await insertCart(shop, 'cart')
    await insertOrder(shop, 'order')
    await insertSalesOfOneSku(shop, (claim, sale) => insertClaim(shop, claim, sale, { cart_id: 'cart' }))
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-1'),
      routine: 'buy_claims',
      values: ['order', 'cart', JSON.stringify([line('a', 'X', 1), line('b', 'X', 1)])],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['x-1'], answer: '' })
  })
})
