import { beforeEach, describe, expect, test } from 'vitest'
import {
  insertPlacementCart,
  insertPlacementProducts,
  removeDelivery,
  requestFor,
} from '../../support/sql/placement.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
beforeEach(async () => {
  await insertPlacementProducts(shop)
  await insertPlacementCart(shop, 'x')
})

const place = (changes: object = {}) => shop.call('place_order', { ...requestFor('x'), ...changes })

test('place_order returns the new order', async () => {
  await removeDelivery(shop, 'x')
  const answer = await place()
  const { number } = (await shop.row("select number from orders where id = 'x'")) ?? {}
  expect(answer).toMatchObject({ replayed: false, placed: { number, history: [{ status: 'pending_payment' }] } })
})

describe('place_order with a used key', () => {
  beforeEach(async () => {
    await removeDelivery(shop, 'x')
    await place()
    await insertPlacementCart(shop, 'y')
    await removeDelivery(shop, 'y')
    await shop.call('place_order', requestFor('y'))
  })

  test('replayed: the same body gets the same order', async () => {
    const order = await shop.call('order_view', { orderId: 'x' })
    expect(await place({ orderId: 'z', cartId: 'unknown' })).toEqual({ replayed: true, order })
    expect(await shop.rows("select from orders where id = 'z'")).toEqual([])
  })

  test('idempotency_key_reused: another body', async () => {
    expect(await place({ fingerprint: 'another body' })).toEqual({ refused: 'idempotency_key_reused', facts: {} })
  })

  test.for([{ key: 'another' }, { scope: 'another-customer' }])('%o is a different key', async (fresh) => {
    await insertPlacementCart(shop, 'z')
    await removeDelivery(shop, 'z')
    expect(await shop.call('place_order', { ...requestFor('z'), key: 'key-x', ...fresh })).toMatchObject({
      replayed: false,
    })
    expect(await shop.row("select cart_id from orders where id = 'z'")).toEqual({ cart_id: 'z' })
  })

  test.for([
    ['by scope for the same key', { key: 'key-x', scope: 'another-customer' }],
    ['by key for the same scope', { key: 'key-z' }],
  ] as const)('an order is found %s', async ([, fresh]) => {
    await insertPlacementCart(shop, 'z')
    await removeDelivery(shop, 'z')
    const request = { ...requestFor('z'), fingerprint: 'its own', ...fresh }
    await shop.call('place_order', request)
    expect(await shop.call('place_order', request)).toMatchObject({ replayed: true, order: { id: 'z' } })
  })
})
