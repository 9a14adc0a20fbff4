import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertBoughtClaim, insertClaim, insertFlashSale, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertFlashSale(shop, 'sale', 'A')
  for (const id of ['cart', 'elsewhere']) await insertCart(shop, id)
})

const remove = (more: Record<string, unknown> = {}) =>
  shop.call('remove_cart_claim', { cartId: 'cart', customerId: null, claimId: 'claim', ...more })
const cartOfClaim = async () => (await shop.row("select cart_id from flash_sale_claims where id = 'claim'"))?.cart_id

describe('remove_cart_claim', () => {
  test('removes the claim, which still holds its units', async () => {
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'cart' })
    await insertClaim(shop, 'stays', 'sale', { cart_id: 'cart' })
    const view = await remove()
    expect(await shop.call('cart_view', { cartId: 'cart', customerId: null })).toEqual(view)
    expect(view).toMatchObject({ cart: { id: 'cart', version: 2 } })
    expect(await cartOfClaim()).toBeNull()
    expect(await shop.row("select cart_id from flash_sale_claims where id = 'stays'")).toEqual({ cart_id: 'cart' })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 10 })
    expect(await shop.row("select updated_at = now() as touched from carts where id = 'cart'")).toEqual({
      touched: true,
    })
  })

  test("from a customer's own cart", async () => {
    await insertCart(shop, 'anns', { customer_id: 'ann' })
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'anns' })
    expect(await remove({ cartId: 'anns', customerId: 'ann' })).toMatchObject({ cart: { id: 'anns' } })
  })

  test('also a released claim', async () => {
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'cart', status: 'released' })
    await remove()
    expect(await cartOfClaim()).toBeNull()
  })

  test('a claim in another cart is unchanged; an unknown claim is ignored', async () => {
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'elsewhere' })
    expect(await remove()).toMatchObject({ cart: { id: 'cart' } })
    expect(await remove({ claimId: 'unknown' })).toMatchObject({ cart: { id: 'cart' } })
    expect(await cartOfClaim()).toBe('elsewhere')
  })

  test('a bought claim stays in its cart', async () => {
    await insertOrder(shop, 'order')
    await insertBoughtClaim(shop, 'claim', 'sale', 'order', { cart_id: 'cart' })
    await remove()
    expect(await cartOfClaim()).toBe('cart')
  })

  test('cart_not_found and cart_already_ordered', async () => {
    await insertOrder(shop, 'order')
    expect(await remove({ cartId: 'unknown' })).toMatchObject({ refused: 'cart_not_found' })
    expect(await remove({ cartId: 'order' })).toMatchObject({ refused: 'cart_already_ordered' })
  })
})

/** The naive variant: checks and updates in two statements. */
const naive = `create function remove_cart_claim_naively(request jsonb) returns void language plpgsql as $$
begin
  if exists (
    select from flash_sale_claims where id = request ->> 'claimId' and cart_id = request ->> 'cartId' and status <> 'bought'
  ) then
    update flash_sale_claims set cart_id = null where id = request ->> 'claimId';
  end if;
end $$`

describe.runIf(hasPostgres())('remove_cart_claim beside another transaction', () => {
  async function removeDuring(first: (request: string) => string, routine = 'remove_cart_claim') {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    for (const id of ['cart', 'elsewhere']) await insertCart(shop, id)
    await insertClaim(shop, 'claim', 'x', { cart_id: 'cart' })
    await shop.write(naive)
    const request = { cartId: 'elsewhere', customerId: null, claimId: 'claim', lineLimit: 5, saleId: 'x' }
    const met = await meet({
      first: first(JSON.stringify({ ...request, customerId: 'ann' })),
      routine,
      values: [JSON.stringify({ ...request, cartId: 'cart', customerId: null })],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    const claim = await shop.row("select cart_id, status from flash_sale_claims where id = 'claim'")
    return { ...met, claim, units: await readSaleUnits(shop, 'x') }
  }

  test('does not wait for a lock of the sale', async () => {
    const answer = { cart: { id: 'cart' }, claims: [] }
    expect(await removeDuring(() => lockStatement('flash_sales', 'id', 'x'))).toMatchObject({ waited: false, answer })
  })

  test('waits for a lock of the cart', async () => {
    expect(await removeDuring(() => lockStatement('carts', 'id', 'cart'))).toMatchObject({
      ...{ waited: true, claim: { cart_id: null, status: 'held' } },
    })
  })

  const moves = (request: string) => `select set_cart_claim('${request}')`

  test('a claim that is being moved to another cart stays there', async () => {
    const claim = { cart_id: 'elsewhere', status: 'held' }
    expect(await removeDuring(moves)).toMatchObject({ waited: true, answer: { cart: { id: 'cart' } }, claim })
  })

  test('the naive variant removes it: the test detects it', async () => {
    expect(await removeDuring(moves, 'remove_cart_claim_naively')).toMatchObject({
      ...{ waited: true, claim: { cart_id: null, status: 'held' } },
    })
  })

  test('a claim that is being released leaves the cart, and is released once', async () => {
    expect(await removeDuring((request) => `select release_claim('${request}')`)).toMatchObject({
      ...{ waited: true, claim: { cart_id: null, status: 'released' }, units: { claimed: 0, held: 10 } },
    })
  })

  test('a claim whose cart is being ordered: cart_already_ordered', async () => {
    const order = `update carts set status = 'ordered' where id = 'cart';
      select buy_claims('other-waiting', 'cart', '[{"claimId": "claim", "sku": "X", "quantity": 1, "price": 300}]')`
    expect(await removeDuring(() => order)).toMatchObject({
      ...{ waited: true, answer: { refused: 'cart_already_ordered' }, claim: { cart_id: 'cart', status: 'bought' } },
    })
  })
})
