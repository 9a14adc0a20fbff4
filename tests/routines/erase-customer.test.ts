import { beforeEach, describe, expect, test } from 'vitest'
import { accountsShop } from './accounts-shop.ts'
import { fromNow } from './routine-shop.ts'
import { HASH } from './small-accounts.ts'
import { cartOf, couponOf, inSlot, orderOf, paymentOf, redemptionOf, slotOf } from './small-shop.ts'

const shop = await accountsShop()
const erase = (more: object = {}) => shop.call('erase_customer', { customerId: 'ann', passwordHash: HASH, ...more })
const count = async (table: string, column: string, value: string) =>
  (await shop.rows(`select 1 as one from ${table} where ${column} = $1`, [value])).length
const orders = () =>
  shop.rows(
    "select id, status, customer_id, email, address, total, updated_at = now() as touched from orders where id like 'x-%' order by id",
  )

beforeEach(async () => {
  await slotOf(shop, 's')
  await couponOf(shop, 'c')
})

async function ended(id: string, customer: string, status = 'delivered'): Promise<void> {
  await orderOf(shop, id, { customer_id: customer, status, coupon_id: 'c', coupon_code: 'C', ...inSlot('s') })
  await shop.write(
    "update carts set customer_id = $2, slot_id = 's', address = $3 where id = $1",
    id,
    customer,
    '{"line1": "Here"}',
  )
  await redemptionOf(shop, id, 'c', { customer })
  await paymentOf(shop, id)
  await shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: id, type: 'payment_succeeded', provider_payment_id: `sandbox-${id}` },
    ...{ payload: '{"email": "ann@example.com"}' },
  })
}

describe('erase_customer', () => {
  test('the account is gone, with its sessions, open and merged carts, and keys', async () => {
    await cartOf(shop, 'open', { customer_id: 'ann' }, { 'OTHER-A': 1 })
    await cartOf(shop, 'merged', { customer_id: 'ann', status: 'merged', merged_into: 'open' })
    await cartOf(shop, 'beas', { customer_id: 'bea' })
    await ended('x-1', 'ann')
    for (const scope of ['ann', 'bea']) {
      await shop.insert('idempotency_keys', { scope, key: 'k', fingerprint: 'f', order_id: 'x-1' })
    }
    expect(await erase()).toEqual({})
    expect(await count('customers', 'id', 'ann')).toBe(0)
    expect(await count('sessions', 'customer_id', 'ann')).toBe(0)
    for (const id of ['open', 'merged']) expect(await count('carts', 'id', id)).toBe(0)
    expect(await count('carts', 'customer_id', 'ann')).toBe(0)
    expect(await count('carts', 'id', 'beas')).toBe(1)
    expect(await shop.rows("select scope from idempotency_keys where key = 'k'")).toEqual([{ scope: 'bea' }])
  })

  test('orders stay with their sums, under one name that leads to nobody; another’s stay as they are', async () => {
    for (const [id, customer] of [
      ['x-1', 'ann'],
      ['x-2', 'ann'],
      ['x-3', 'bea'],
    ] as const) {
      await ended(id, customer)
    }
    await orderOf(shop, 'x-4', { customer_id: 'ann', status: 'refunded' })
    await erase()
    const nobody = expect.stringMatching(/^erased_[0-9a-f]{32}$/)
    const erased = {
      status: 'delivered',
      customer_id: nobody,
      email: 'erased@customer.invalid',
      total: 1_000,
      touched: true,
    }
    const found = await orders()
    expect(found).toEqual([
      { ...erased, id: 'x-1', address: { line1: 'erased' } },
      { ...erased, id: 'x-2', address: { line1: 'erased' } },
      {
        ...{ id: 'x-3', status: 'delivered', customer_id: 'bea', email: 'Shopper@Example.com', total: 1_000 },
        ...{ address: { line1: 'Here' }, touched: false },
      },
      { ...erased, id: 'x-4', status: 'refunded', address: null },
    ])
    const [pseudonym] = found.map(({ customer_id }) => customer_id)
    const names = await shop.rows(
      "select order_id, customer from coupon_redemptions where order_id like 'x-%' order by order_id",
    )
    expect(names).toEqual([
      { order_id: 'x-1', customer: pseudonym },
      { order_id: 'x-2', customer: pseudonym },
      { order_id: 'x-3', customer: 'bea' },
    ])
    expect(
      await shop.rows("select customer_id, slot_id, address from carts where id in ('x-1', 'x-3') order by id"),
    ).toEqual([
      { customer_id: pseudonym, slot_id: null, address: null },
      { customer_id: 'bea', slot_id: 's', address: { line1: 'Here' } },
    ])
    expect(
      await shop.rows("select payload from payment_events where event_id in ('x-1', 'x-3') order by event_id"),
    ).toEqual([{ payload: {} }, { payload: { email: 'ann@example.com' } }])
  })

  test('two customers who were erased are not taken for one', async () => {
    await ended('x-1', 'ann')
    await ended('x-2', 'carl')
    await shop.insert('customers', { id: 'carl', email: 'c@example.com', name: 'Carl', password_hash: HASH })
    await erase()
    await erase({ customerId: 'carl' })
    expect(new Set((await orders()).map(({ customer_id }) => customer_id)).size).toBe(2)
  })

  test('claims in flash sales are given back and stay without whose; another’s, that lay in the cart, stays theirs', async () => {
    await cartOf(shop, 'open', { customer_id: 'ann' })
    await shop.insert('flash_sales', {
      ...{ id: 'sale', sku: 'OTHER-A', price: 5, allocation: 9, per_customer_limit: 9, claimed: 5 },
      ...{ starts_at: fromNow(-9), ends_at: fromNow(900) },
    })
    for (const [id, customer, quantity] of [
      ['anns', 'ann', 2],
      ['beas', 'bea', 3],
    ] as const) {
      await shop.insert('flash_sale_claims', {
        ...{ id, sale_id: 'sale', customer_id: customer, quantity, price: 5, status: 'held', cart_id: 'open' },
        expires_at: fromNow(900),
      })
    }
    await erase()
    const claims = await shop.rows(
      "select id, customer_id, status, cart_id from flash_sale_claims where sale_id = 'sale' order by id",
    )
    expect(claims).toEqual([
      { id: 'anns', customer_id: expect.stringMatching(/^erased_/), status: 'released', cart_id: null },
      { id: 'beas', customer_id: 'bea', status: 'held', cart_id: null },
    ])
    expect(await shop.row("select claimed from flash_sales where id = 'sale'")).toEqual({ claimed: 3 })
  })

  test('an order that expired is cancelled, so that money which comes late goes back; no event tells of it', async () => {
    await orderOf(shop, 'x-1', { customer_id: 'ann', status: 'expired' })
    await orderOf(shop, 'x-2', { customer_id: 'bea', status: 'expired' })
    await orderOf(shop, 'x-3', { customer_id: 'ann', status: 'refunded' })
    await erase()
    expect((await orders()).map(({ status }) => status)).toEqual(['cancelled', 'expired', 'refunded'])
    expect(await shop.rows("select order_id, status from order_history where order_id like 'x-%'")).toEqual([
      { order_id: 'x-1', status: 'cancelled' },
    ])
    expect(await shop.rows("select from outbox where order_id like 'x-%'")).toEqual([])
  })

  test.for(['pending_payment', 'paid', 'picking', 'out_for_delivery'])('order_under_way: one is %s', async (status) => {
    await ended('x-1', 'ann')
    await orderOf(shop, 'x-3', { customer_id: 'ann', status, number: 9 })
    await orderOf(shop, 'x-2', { customer_id: 'ann', status, number: 8 })
    await orderOf(shop, 'x-4', { customer_id: 'bea', status })
    expect(await erase()).toEqual({ refused: 'order_under_way', facts: { orderIds: ['x-2', 'x-3'] } })
    expect(await count('sessions', 'customer_id', 'ann')).toBe(2)
    expect(await count('orders', 'customer_id', 'ann')).toBe(3)
  })

  test('wrong_password: it was changed meanwhile', async () => {
    expect(await erase({ passwordHash: 'another' })).toEqual({ refused: 'wrong_password', facts: {} })
    expect(await count('customers', 'id', 'ann')).toBe(1)
  })

  test('last_admin, and none of two', async () => {
    await shop.write("update customers set role = 'admin' where id = 'ann'")
    expect(await erase()).toEqual({ refused: 'last_admin', facts: {} })
    await shop.insert('customers', {
      id: 'boss',
      email: 'b@example.com',
      name: 'B',
      password_hash: HASH,
      role: 'admin',
    })
    expect(await erase()).toEqual({})
  })

  test('gone already: the same answer', async () => {
    await erase()
    expect(await erase()).toEqual({})
  })
})
