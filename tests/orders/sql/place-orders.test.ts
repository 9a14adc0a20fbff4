import { beforeEach, describe, expect, test } from 'vitest'
import {
  free,
  insertPlacementCart,
  insertPlacementProducts,
  removeDelivery,
  requestFor,
} from '../../support/sql/placement.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  await insertPlacementProducts(shop)
  for (const id of ['x', 'y', 'z']) {
    await insertPlacementCart(shop, id)
    await removeDelivery(shop, id)
  }
})
const place = (...orders: object[]) => shop.call('place_orders', { orders })
const placed = { placed: { replayed: false, placed: { slot: null } } }

describe('place_orders', () => {
  test('places each order, with outcomes in the same order', async () => {
    const answer = await place(requestFor('y'), requestFor('x'))
    expect(answer).toMatchObject({ outcomes: [placed, placed] })
    const { number } = (await shop.row("select number from orders where id = 'y'")) ?? {}
    expect(answer).toHaveProperty('outcomes.0.placed.placed.number', Number(number))
    expect(await readStock(shop, 'X-A')).toEqual({ on_hand: 100, held: 6 })
  })

  test('places a single order', async () => {
    expect(await place(requestFor('x'))).toMatchObject({ outcomes: [placed] })
  })

  test('returns no outcomes for an empty batch', async () => {
    expect(await place()).toEqual({ outcomes: [] })
  })

  test('a refusal undoes only its own order', async () => {
    await shop.write("update inventory set on_hand = 6 where sku = 'X-A'")
    const answer = await place(requestFor('x'), requestFor('y'), requestFor('z'))
    const facts = { shortages: [{ sku: 'X-A', requested: 3, available: 0 }] }
    expect(answer).toMatchObject({ outcomes: [placed, placed, {}] })
    expect(answer).toHaveProperty('outcomes.2', { refusal: { code: 'insufficient_stock', facts } })
    expect(await shop.rows("select id from orders where id in ('x', 'y', 'z') order by id")).toEqual([
      { id: 'x' },
      { id: 'y' },
    ])
  })

  test('a fault undoes only its own order', async () => {
    const broken = { ...requestFor('x'), email: null }
    const answer = await place(broken, requestFor('y'))
    expect(answer).toMatchObject({ outcomes: [{}, placed] })
    expect(answer).toHaveProperty('outcomes.0', {
      fault: { sqlstate: '23502', message: expect.stringContaining('"email"') },
    })
    expect(await readStock(shop, 'X-A')).toEqual({ on_hand: 100, held: 3 })
  })

  test('idempotency_key_reused refuses only the order with the reused key', async () => {
    const answer = await place(
      requestFor('x'),
      { ...requestFor('y'), key: 'key-x', fingerprint: 'another' },
      requestFor('z'),
    )
    expect(answer).toMatchObject({ outcomes: [placed, { refusal: { code: 'idempotency_key_reused' } }, placed] })
  })

  test('a repeated request in the same batch returns the same order', async () => {
    const replayed = { placed: { replayed: true, order: { id: 'x' } } }
    expect(await place(requestFor('x'), requestFor('x'))).toMatchObject({ outcomes: [placed, replayed] })
  })

  test('the outbox rows of a single order have its request id', async () => {
    await shop.call('place_orders', { orders: [{ ...requestFor('x'), ...free, requestId: 'req-x' }] })
    await shop.call('place_orders', { orders: [{ ...requestFor('y'), ...free }] })
    const events = "select order_id, request_id from outbox where topic = 'order_paid' order by order_id"
    expect(await shop.rows(events)).toEqual([
      { order_id: 'x', request_id: 'req-x' },
      { order_id: 'y', request_id: null },
    ])
  })

  test('places a batch in one subtransaction, and one by one after a failure', async () => {
    const transactions =
      "select count(distinct xmin::text)::integer as transactions from orders where id in ('x', 'y', 'z')"
    await place(requestFor('x'), requestFor('y'))
    expect(await shop.row(transactions)).toEqual({ transactions: 1 })
    await place(requestFor('z'), requestFor('x'))
    expect(await shop.row(transactions)).toEqual({ transactions: 2 })
  })

  test('cart_already_ordered: a second order for the same cart in the same batch', async () => {
    expect(
      await place(requestFor('x'), { ...requestFor('x'), orderId: 'z', key: 'another', paymentId: 'p' }),
    ).toMatchObject({
      outcomes: [placed, { refusal: { code: 'cart_already_ordered', facts: { orderId: 'x' } } }],
    })
  })
})
