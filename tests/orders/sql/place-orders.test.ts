import { beforeEach, describe, expect, test } from 'vitest'
import { free, pickUp, requestFor, stockCart, stockShop } from '../../support/sql/placement.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
beforeEach(async () => {
  await stockShop(shop)
  for (const id of ['x', 'y', 'z']) {
    await stockCart(shop, id)
    await pickUp(shop, id)
  }
})
const place = (...orders: object[]) => shop.call('place_orders', { orders })
const placed = { placed: { replayed: false, placed: { slot: null } } }

describe('place_orders', () => {
  test('places each order, and answers in their order', async () => {
    const answer = await place(requestFor('y'), requestFor('x'))
    expect(answer).toMatchObject({ outcomes: [placed, placed] })
    const { number } = (await shop.row("select number from orders where id = 'y'")) ?? {}
    expect(answer).toHaveProperty('outcomes.0.placed.placed.number', Number(number))
    expect(await stockOf(shop, 'X-A')).toEqual({ on_hand: 100, held: 6 })
  })

  test('a single order is placed as well', async () => {
    expect(await place(requestFor('x'))).toMatchObject({ outcomes: [placed] })
  })

  test('none: nothing to answer', async () => {
    expect(await place()).toEqual({ outcomes: [] })
  })

  test("refusal: one's refusal undoes that one and no other", async () => {
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

  test("fault: one's fault is told, undoes that one and no other", async () => {
    const broken = { ...requestFor('x'), email: null }
    const answer = await place(broken, requestFor('y'))
    expect(answer).toMatchObject({ outcomes: [{}, placed] })
    expect(answer).toHaveProperty('outcomes.0', {
      fault: { sqlstate: '23502', message: expect.stringContaining('"email"') },
    })
    expect(await stockOf(shop, 'X-A')).toEqual({ on_hand: 100, held: 3 })
  })

  test('idempotency_key_reused: whoever used a key for another body is refused, and nobody else', async () => {
    const answer = await place(
      requestFor('x'),
      { ...requestFor('y'), key: 'key-x', fingerprint: 'another' },
      requestFor('z'),
    )
    expect(answer).toMatchObject({ outcomes: [placed, { refusal: { code: 'idempotency_key_reused' } }, placed] })
  })

  test('a twin in the same call answers the same order', async () => {
    const replayed = { placed: { replayed: true, order: { id: 'x' } } }
    expect(await place(requestFor('x'), requestFor('x'))).toMatchObject({ outcomes: [placed, replayed] })
  })

  test('placed by itself, what each puts into the outbox names the request that it came with', async () => {
    await shop.call('place_orders', { orders: [{ ...requestFor('x'), ...free, requestId: 'req-x' }] })
    await shop.call('place_orders', { orders: [{ ...requestFor('y'), ...free }] })
    const told = "select order_id, request_id from outbox where topic = 'order_paid' order by order_id"
    expect(await shop.rows(told)).toEqual([
      { order_id: 'x', request_id: 'req-x' },
      { order_id: 'y', request_id: null },
    ])
  })

  test('orders that can all be had are placed together, others each by itself', async () => {
    const transactions = "select count(distinct xmin::text)::integer as several from orders where id in ('x', 'y', 'z')"
    await place(requestFor('x'), requestFor('y'))
    expect(await shop.row(transactions)).toEqual({ several: 1 })
    await place(requestFor('z'), requestFor('x'))
    expect(await shop.row(transactions)).toEqual({ several: 2 })
  })

  test("the cart's second order in the same call is refused: cart_already_ordered", async () => {
    expect(
      await place(requestFor('x'), { ...requestFor('x'), orderId: 'z', key: 'another', paymentId: 'p' }),
    ).toMatchObject({
      outcomes: [placed, { refusal: { code: 'cart_already_ordered', facts: { orderId: 'x' } } }],
    })
  })
})
