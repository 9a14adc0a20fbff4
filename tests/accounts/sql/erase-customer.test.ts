import { beforeEach, describe, expect, test } from 'vitest'
import { queuedMails } from '../../support/sql/account-links.ts'
import { HASH } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { insertBoughtClaim, insertClaim, insertFlashSale, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import {
  insertCart,
  insertCoupon,
  insertOrder,
  insertPayment,
  insertProduct,
  insertRedemption,
  insertSlot,
  slotColumns,
} from '../../support/sql/shop-rows.ts'

const shop = await accountsShop()
const erase = (more: object = {}) => shop.call('erase_customer', { customerId: 'ann', passwordHash: HASH, ...more })
const count = async (table: string, column: string, value: string) =>
  (await shop.rows(`select 1 as one from ${table} where ${column} = $1`, [value])).length
const orders = () =>
  shop.rows(
    "select id, status, customer_id, email, address, total, updated_at = now() as touched from orders where id like 'x-%' order by id",
  )
const claims = () =>
  shop.rows("select id, customer_id, status, cart_id from flash_sale_claims where sale_id = 'sale' order by id")

beforeEach(async () => {
  await insertSlot(shop, 's')
  await insertCoupon(shop, 'c')
})

async function ended(id: string, customer: string, status = 'delivered'): Promise<void> {
  await insertOrder(shop, id, { customer_id: customer, status, coupon_id: 'c', coupon_code: 'C', ...slotColumns('s') })
  await shop.write(
    "update carts set customer_id = $2, slot_id = 's', address = $3 where id = $1",
    id,
    customer,
    '{"line1": "Here"}',
  )
  await insertRedemption(shop, id, 'c', { customer })
  await insertPayment(shop, id)
  await shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: id, type: 'payment_succeeded', provider_payment_id: `sandbox-${id}` },
    ...{ payload: '{"email": "ann@example.com"}' },
  })
}

describe('erase_customer', () => {
  test('deletes the account, its sessions, its open and merged carts and its idempotency keys', async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' }, { 'OTHER-A': 1 })
    await insertCart(shop, 'merged', { customer_id: 'ann', status: 'merged', merged_into: 'open' })
    await insertCart(shop, 'beas', { customer_id: 'bea' })
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

  test('orders stay with their sums under one pseudonym; orders of others are unchanged', async () => {
    for (const [id, customer] of [
      ['x-1', 'ann'],
      ['x-2', 'ann'],
      ['x-3', 'bea'],
    ] as const) {
      await ended(id, customer)
    }
    for (const [id, status] of [
      ['x-4', 'refunded'],
      ['x-5', 'cancelled'],
    ] as const) {
      await insertOrder(shop, id, { customer_id: 'ann', status })
    }
    await erase()
    const anyPseudonym = expect.stringMatching(/^erased_[0-9a-f]{32}$/)
    const erased = {
      status: 'delivered',
      customer_id: anyPseudonym,
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
      { ...erased, id: 'x-5', status: 'cancelled', address: null },
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
      await shop.rows(
        `select customer_id, slot_id, address, updated_at = now() as touched from carts where id in ('x-1', 'x-3')
         order by id`,
      ),
    ).toEqual([
      { customer_id: pseudonym, slot_id: null, address: null, touched: true },
      { customer_id: 'bea', slot_id: 's', address: { line1: 'Here' }, touched: false },
    ])
    expect(
      await shop.rows("select payload from payment_events where event_id in ('x-1', 'x-3') order by event_id"),
    ).toEqual([{ payload: {} }, { payload: { email: 'ann@example.com' } }])
  })

  test('payment events of another provider with the same payment id stay', async () => {
    await ended('x-1', 'ann')
    await shop.insert('payment_events', {
      ...{ provider: 'elsewhere', event_id: 'x-1', type: 'payment_succeeded', provider_payment_id: 'sandbox-x-1' },
      ...{ payload: '{"email": "carl@example.com"}' },
    })
    await erase()
    expect(await shop.rows("select payload from payment_events where provider = 'elsewhere'")).toEqual([
      { payload: { email: 'carl@example.com' } },
    ])
  })

  test('two erased customers have different pseudonyms', async () => {
    await ended('x-1', 'ann')
    await ended('x-2', 'carl')
    await shop.insert('customers', { id: 'carl', email: 'c@example.com', name: 'Carl', password_hash: HASH })
    await erase()
    await erase({ customerId: 'carl' })
    expect(new Set((await orders()).map(({ customer_id }) => customer_id)).size).toBe(2)
  })

  test('flash-sale claims are released and get the pseudonym; another customer’s claim in the cart stays', async () => {
    await insertCart(shop, 'open', { customer_id: 'ann' })
    await insertCart(shop, 'beas', { customer_id: 'bea' })
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A')
    for (const [id, customer_id, quantity, cart_id] of [
      ['anns', 'ann', 2, 'open'],
      ['beas', 'bea', 3, 'open'],
      ['beas-own', 'bea', 1, 'beas'],
    ] as const) {
      await insertClaim(shop, id, 'sale', { customer_id, quantity, cart_id })
    }
    await erase()
    expect(await claims()).toEqual([
      { id: 'anns', customer_id: expect.stringMatching(/^erased_/), status: 'released', cart_id: null },
      { id: 'beas', customer_id: 'bea', status: 'held', cart_id: null },
      { id: 'beas-own', customer_id: 'bea', status: 'held', cart_id: 'beas' },
    ])
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 4, held: 10 })
  })

  test('bought claims stay with the pseudonym; released claims are not released again', async () => {
    await ended('x-1', 'ann')
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A')
    await insertBoughtClaim(shop, 'bought', 'sale', 'x-1', { cart_id: 'x-1' })
    await insertClaim(shop, 'released', 'sale', { status: 'released' })
    await erase()
    const [bought] = await claims()
    expect(bought).toEqual({
      id: 'bought',
      customer_id: expect.stringMatching(/^erased_/),
      status: 'bought',
      cart_id: 'x-1',
    })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
  })

  test('an expired order is cancelled without an event, so that a late payment is refunded', async () => {
    await insertOrder(shop, 'x-1', { customer_id: 'ann', status: 'expired' })
    await insertOrder(shop, 'x-2', { customer_id: 'bea', status: 'expired' })
    await insertOrder(shop, 'x-3', { customer_id: 'ann', status: 'refunded' })
    await erase()
    expect((await orders()).map(({ status }) => status)).toEqual(['cancelled', 'expired', 'refunded'])
    expect(await shop.rows("select order_id, status from order_history where order_id like 'x-%'")).toEqual([
      { order_id: 'x-1', status: 'cancelled' },
    ])
    expect(await shop.rows("select from outbox where order_id like 'x-%'")).toEqual([])
  })

  test.for(['pending_payment', 'paid', 'picking', 'out_for_delivery'])(
    'order_under_way: an order is %s',
    async (status) => {
      await ended('x-1', 'ann')
      await insertOrder(shop, 'x-3', { customer_id: 'ann', status, number: 9 })
      await insertOrder(shop, 'x-2', { customer_id: 'ann', status, number: 8 })
      await insertOrder(shop, 'x-4', { customer_id: 'bea', status })
      expect(await erase()).toEqual({ refused: 'order_under_way', facts: { orderIds: ['x-2', 'x-3'] } })
      expect(await count('sessions', 'customer_id', 'ann')).toBe(2)
      expect(await count('orders', 'customer_id', 'ann')).toBe(3)
    },
  )

  test('deletes the mails about the account, by its id and by its address', async () => {
    await shop.run('queue_account_mail', 'password_changed', 'old@example.com', 'ann')
    await shop.run('queue_account_mail', 'password_reset', 'ANN@example.com', null)
    await shop.run('queue_account_mail', 'password_reset', 'bea@example.com', null)
    await erase()
    expect(await queuedMails(shop)).toMatchObject([{ email: 'bea@example.com' }])
  })

  test('wrong_password: the password was changed meanwhile', async () => {
    expect(await erase({ passwordHash: 'another' })).toEqual({ refused: 'wrong_password', facts: {} })
    expect(await count('customers', 'id', 'ann')).toBe(1)
  })

  test('last_admin, only for the last one', async () => {
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

  test('a customer can be erased in a shop without admins', async () => {
    for (const role of ['customer', 'staff']) {
      await shop.write('update customers set role = $1 where id = $2', role, 'ann')
      expect(await shop.rows("select from customers where role = 'admin'")).toEqual([])
    }
    expect(await erase()).toEqual({})
  })

  test('repeated: the same result', async () => {
    await erase()
    expect(await erase()).toEqual({})
  })
})
