import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertBoughtClaim, insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertFlashSale(shop, 'sale', 'A')
  await insertCart(shop, 'cart', { customer_id: 'ann' }, { A: 1 })
})

const set = (more: Record<string, unknown> = {}) =>
  shop.call('set_cart_claim', { cartId: 'cart', customerId: 'ann', claimId: 'claim', lineLimit: 2, ...more })
const cartOfClaim = async () => (await shop.row("select cart_id from flash_sale_claims where id = 'claim'"))?.cart_id
const version = async (cart: string) => (await shop.row('select version from carts where id = $1', [cart]))?.version

describe('set_cart_claim', () => {
  test('puts it into the cart and returns the cart_view', async () => {
    await insertClaim(shop, 'claim', 'sale')
    const view = await set()
    expect(await shop.call('cart_view', { cartId: 'cart', customerId: 'ann' })).toEqual(view)
    expect(view).toMatchObject({ cart: { id: 'cart', version: 2 } })
    expect(await cartOfClaim()).toBe('cart')
    expect(await shop.row("select updated_at = now() as touched from carts where id = 'cart'")).toEqual({
      touched: true,
    })
  })

  test('removes it from another cart', async () => {
    await insertCart(shop, 'before')
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'before' })
    await set()
    expect(await cartOfClaim()).toBe('cart')
  })

  test('other claims are unchanged', async () => {
    await insertClaim(shop, 'claim', 'sale')
    await insertClaim(shop, 'another', 'sale')
    expect(await set({ lineLimit: 9 })).toMatchObject({ cart: { id: 'cart' } })
    const another = "select cart_id from flash_sale_claims where id = 'another'"
    expect(await shop.row(another)).toEqual({ cart_id: null })
  })

  test('a claim that is already in a full cart', async () => {
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'cart' })
    expect(await set()).toMatchObject({ cart: { id: 'cart' } })
  })

  test('a guest who has its id may use it', async () => {
    await insertCart(shop, 'guests')
    await insertClaim(shop, 'claim', 'sale')
    expect(await set({ cartId: 'guests', customerId: null })).toMatchObject({ cart: { id: 'guests' } })
  })

  test('cart_too_large: claims count as lines', async () => {
    await insertClaim(shop, 'first', 'sale', { cart_id: 'cart' })
    await insertClaim(shop, 'claim', 'sale')
    expect(await set()).toEqual({ refused: 'cart_too_large', facts: { lineLimit: 2 } })
    expect([await cartOfClaim(), await version('cart')]).toEqual([null, 1])
  })

  test.for([{ claimId: 'unknown' }, { customerId: 'bea', cartId: 'beas' }, { customerId: 'bea', cartId: 'guests' }])(
    'claim_not_found: %j',
    async (more) => {
      await insertCart(shop, 'beas', { customer_id: 'bea' })
      await insertCart(shop, 'guests')
      await insertClaim(shop, 'claim', 'sale')
      expect(await set(more)).toEqual({ refused: 'claim_not_found', facts: {} })
    },
  )

  test.for([{ expiresIn: 0 }, { status: 'released' }])('claim_expired: %j', async (terms) => {
    await insertClaim(shop, 'claim', 'sale', terms)
    expect(await set()).toEqual({ refused: 'claim_expired', facts: { claims: ['claim'] } })
  })

  test('claim_already_ordered, with the order', async () => {
    await insertOrder(shop, 'order')
    await insertBoughtClaim(shop, 'claim', 'sale', 'order')
    expect(await set()).toEqual({ refused: 'claim_already_ordered', facts: { orderId: 'order' } })
  })

  test('cart_not_found', async () => {
    await insertClaim(shop, 'claim', 'sale')
    expect(await set({ cartId: 'unknown' })).toMatchObject({ refused: 'cart_not_found' })
  })

  test('cart_already_ordered', async () => {
    await insertOrder(shop, 'order')
    await insertClaim(shop, 'claim', 'sale')
    expect(await set({ cartId: 'order' })).toMatchObject({ refused: 'cart_already_ordered' })
  })
})

describe.runIf(hasPostgres())('set_cart_claim beside another transaction', () => {
  test('locks the cart, then the sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    await insertCart(shop, 'cart')
    await insertClaim(shop, 'claim', 'x')
    const request = { cartId: 'cart', customerId: 'ann', claimId: 'claim', lineLimit: 5 }
    const met = await meet({
      first: lockStatement('carts', 'id', 'cart'),
      routine: 'set_cart_claim',
      values: [JSON.stringify(request)],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [], answer: { cart: { id: 'cart' } } })
  })

  test('waits for the sale, and finds the claim released', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    await insertCart(shop, 'cart')
    await insertClaim(shop, 'claim', 'x')
    const release = JSON.stringify({ saleId: 'x', claimId: 'claim', customerId: 'ann' })
    const request = { cartId: 'cart', customerId: 'ann', claimId: 'claim', lineLimit: 5 }
    const met = await meet({
      first: `select release_claim('${release}')`,
      routine: 'set_cart_claim',
      values: [JSON.stringify(request)],
    })
    expect(met).toMatchObject({ waited: true, answer: { refused: 'claim_expired' } })
  })

  test('does not wait for another sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    for (const id of ['x', 'y']) {
      await insertFlashSale(shop, id, 'X')
      await insertClaim(shop, `of-${id}`, id)
    }
    await insertCart(shop, 'cart')
    const request = { cartId: 'cart', customerId: 'ann', claimId: 'of-x', lineLimit: 5 }
    const first = lockStatement('flash_sales', 'id', 'y')
    const met = await meet({ first, routine: 'set_cart_claim', values: [JSON.stringify(request)] })
    expect(met).toMatchObject({ waited: false, answer: { cart: { id: 'cart' } } })
  })
})
