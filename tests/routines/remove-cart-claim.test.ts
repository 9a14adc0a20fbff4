import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../support/database.ts'
import { routineShop } from './routine-shop.ts'
import { boughtOf, claimOf, saleOf, unitsOf } from './small-sales.ts'
import { cartOf, goods, orderOf } from './small-shop.ts'
import { lock, locked, twoSessions } from './two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  await goods(shop, 'A')
  await saleOf(shop, 'sale', 'A')
  for (const id of ['cart', 'elsewhere']) await cartOf(shop, id)
})

const remove = (more: Record<string, unknown> = {}) =>
  shop.call('remove_cart_claim', { cartId: 'cart', customerId: null, claimId: 'claim', ...more })
const cartOfClaim = async () => (await shop.row("select cart_id from flash_sale_claims where id = 'claim'"))?.cart_id

describe('remove_cart_claim', () => {
  test('takes it out, and it goes on holding its units', async () => {
    await claimOf(shop, 'claim', 'sale', { cart_id: 'cart' })
    await claimOf(shop, 'stays', 'sale', { cart_id: 'cart' })
    const answer = await remove()
    expect(await shop.call('cart_view', { cartId: 'cart', customerId: null })).toEqual(answer)
    expect(answer).toMatchObject({ cart: { id: 'cart', version: 2 } })
    expect(await cartOfClaim()).toBeNull()
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 2, held: 10 })
  })

  test('one that lapsed, too', async () => {
    await claimOf(shop, 'claim', 'sale', { cart_id: 'cart', status: 'released' })
    await remove()
    expect(await cartOfClaim()).toBeNull()
  })

  test('one that lies elsewhere, or nowhere, stays as it is', async () => {
    await claimOf(shop, 'claim', 'sale', { cart_id: 'elsewhere' })
    expect(await remove()).toMatchObject({ cart: { id: 'cart' } })
    expect(await remove({ claimId: 'nobody-knows' })).toMatchObject({ cart: { id: 'cart' } })
    expect(await cartOfClaim()).toBe('elsewhere')
  })

  test('what an order has bought out of a cart stays its', async () => {
    await orderOf(shop, 'order')
    await boughtOf(shop, 'claim', 'sale', 'order', { cart_id: 'cart' })
    await remove()
    expect(await cartOfClaim()).toBe('cart')
  })

  test('cart_not_found and cart_already_ordered', async () => {
    await orderOf(shop, 'order')
    expect(await remove({ cartId: 'nobody-knows' })).toMatchObject({ refused: 'cart_not_found' })
    expect(await remove({ cartId: 'order' })).toMatchObject({ refused: 'cart_already_ordered' })
  })
})

describe.runIf(hasPostgres())('remove_cart_claim beside another transaction', () => {
  test('locks the cart, then the sale', async () => {
    const { shop, meet } = await twoSessions()
    await goods(shop, 'X')
    await saleOf(shop, 'x', 'X')
    await cartOf(shop, 'cart')
    await claimOf(shop, 'claim', 'x', { cart_id: 'cart' })
    const met = await meet({
      first: lock('carts', 'id', 'cart'),
      routine: 'remove_cart_claim',
      values: [JSON.stringify({ cartId: 'cart', customerId: null, claimId: 'claim' })],
      meanwhile: () => locked(shop, 'flash_sales', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [], answer: { cart: { id: 'cart' } } })
  })
})
