import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  for (const id of ['one', 'two', 'three']) await insertCart(shop, id)
})
const checkout = (cartId: string) => ({ scope: 'guest', key: 'k', cartId, customer: 'me' })

describe('checkout_views', () => {
  test('returns a checkout_view of each, in the same order', async () => {
    const checkouts = ['two', 'unknown', 'three', 'one'].map(checkout)
    const each = await Promise.all(checkouts.map((one) => shop.call('checkout_view', one)))
    expect(await shop.call('checkout_views', { checkouts })).toEqual(each)
    expect(each[3]).toMatchObject({ cart: { cart: { id: 'one' } } })
  })

  test('returns an empty list for an empty batch', async () => {
    expect(await shop.call('checkout_views', { checkouts: [] })).toEqual([])
  })
})
