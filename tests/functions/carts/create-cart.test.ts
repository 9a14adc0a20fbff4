import { expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

test('201: an empty cart without a choice of delivery, in the currency of the store, with a Location', async () => {
  const { status, body, headers } = await shop.call('POST', '/carts')
  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.stringMatching(/^crt_[0-9a-z]{26}$/),
    currency: 'HKD',
    lines: [],
    coupon: null,
    delivery: null,
    promotions: [],
    subtotal: 0,
    discount: 0,
    deliveryFee: 0,
    bags: 0,
    fees: [],
    total: 0,
    payment: { reserved: false, why: { code: 'fixed_prices', text: expect.any(Object) } },
    warnings: [],
    version: 1,
  })
  const created = await shop.call('GET', headers.get('location') ?? '')
  expect(created.body).toEqual(body)
})

test('201: every cart has a new id that cannot be guessed', async () => {
  const [one, other] = [await shop.cart(), await shop.cart()]
  expect(one.id.slice(-16)).not.toBe(other.id.slice(-16))
})

test('413: a body above the limit, though none is expected', async () => {
  const { status } = await shop.call('POST', '/carts', { body: 'x'.repeat(64 * 1024 + 1) })
  expect(status).toBe(413)
})
