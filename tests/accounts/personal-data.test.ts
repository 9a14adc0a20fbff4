import { describe, expect, test } from 'vitest'
import { PersonalData } from '../../shared/accounts/personal-data.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { expireHolds, setOrderStatus } from '../orders/order-rows.ts'
import { shopOn, testShop } from '../support/shop.ts'
import { PASSWORD, signIn, signUp } from './sign-up.ts'

const shop = await testShop()
const sku = await addProduct(shop, { onHand: 1_000 })
let shoppers = 0
/** A unique address, so that it can be found in any table. */
const uniqueAddress = () => {
  const number = ++shoppers
  return { name: `Unique Name ${number}.`, phone: `+852 5555 010${number}`, line1: `Unique Road ${number}.` }
}

async function customer() {
  const person = await signUp(shop)
  const own = shopOn(shop.database, shop.env, person.headers)
  const erase = (password = PASSWORD) => own.call('DELETE', '/me', { body: { password } })
  return { ...person, shop: own, erase }
}

/** A customer with a paid order, and a cart with an address. */
async function shopper() {
  const ann = await customer()
  const address = uniqueAddress()
  await ann.shop.call('PATCH', '/me', { body: { name: address.name, birthDate: '1990-02-03', addresses: [address] } })
  const slotId = await addSlot(shop)
  const code = await addCoupon(shop, { perCustomerLimit: 5 })
  const order = await ann.shop.order({ lines: { [sku]: 2 }, slotId, coupon: code }, { email: ann.email })
  await shop.rows('update orders set address = $2 where id = $1', [order.id, JSON.stringify(address)])
  await shop.conclude(order)
  const cart = await ann.shop.cart({ lines: { [sku]: 1 } })
  await ann.shop.call('PUT', `/carts/${cart.id}/delivery`, { body: { slotId, address } })
  return { ...ann, order, cart, code, address }
}

/** All rows of all tables as text. */
async function dump(): Promise<string> {
  const tables = await shop.rows(
    "select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  )
  const texts = []
  for (const { name } of tables) texts.push(...(await shop.rows(`select to_jsonb(t)::text as row from ${name} t`)))
  return texts.map(({ row }) => row).join('\n')
}

describe('GET /me/export', () => {
  test('200 with account, sessions, carts, orders and uses of coupons, as a file', async () => {
    const { shop: own, order, cart, code, address, email } = await shopper()
    const response = await own.call('GET', '/me/export')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="personal-data.json"')
    const data = PersonalData.parse(response.body)
    expect(data).toMatchObject({
      account: { email, name: address.name, birthDate: '1990-02-03', addresses: [address] },
      sessions: [{ endedAt: null }],
      carts: [{ status: 'ordered' }, { id: cart.id, status: 'open', address, lines: [{ sku, quantity: 1 }] }],
      orders: [{ id: order.id, status: 'paid', email, delivery: { address }, total: order.total }],
      couponUses: [{ code, orderId: order.id, discount: 100 }],
      flashSaleClaims: [],
      auditLog: [],
    })
    expect(response.text).not.toMatch(/argon2|ses_/)
  })

  test('404 account_not_found: an erased account', async () => {
    const ann = await customer()
    await ann.erase()
    expect(await ann.shop.call('GET', '/me/export')).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
  })
})

describe('DELETE /me', () => {
  test('204, and no personal data is left in the database; the order stays with its sums and lines', async () => {
    const { shop: own, order, erase, account, address, email } = await shopper()
    await setOrderStatus(shop, order, 'delivered')
    const personal = [account.id, email, ...Object.values(address)]
    const found = async () => {
      const rows = await dump()
      return personal.filter((text) => rows.includes(text))
    }
    expect(await found()).toEqual(personal)

    expect(await erase()).toMatchObject({ status: 204, text: '' })
    expect(await found()).toEqual([])
    expect((await own.call('GET', `/orders/${order.id}`)).status).toBe(404)
    const stored = await shop.rows('select total, subtotal, status from orders where id = $1', [order.id])
    expect(stored).toEqual([{ total: order.total, subtotal: order.subtotal, status: 'delivered' }])
    const lines = await shop.rows('select sku, quantity from order_lines where order_id = $1', [order.id])
    expect(lines).toEqual([{ sku, quantity: 2 }])
  })

  test('its tokens are no longer accepted', async () => {
    const { shop: own, order, cart, erase, tokens, email } = await shopper()
    await setOrderStatus(shop, order, 'delivered')
    await erase()
    const notFound = { status: 404, body: { code: 'account_not_found' } }
    for (const [method, path] of [
      ['GET', '/me'],
      ['GET', '/orders'],
      ['POST', '/carts'],
      ['POST', `/carts/${(await shop.cart()).id}/merge`],
    ] as const) {
      expect(await own.call(method, path)).toMatchObject(notFound)
    }
    expect(await own.place(await shop.cart({ lines: { [sku]: 1 } }))).toMatchObject(notFound)
    for (const path of [`/carts/${cart.id}`, `/orders/${order.id}`])
      expect((await own.call('GET', path)).status).toBe(404)
    expect((await own.call('POST', `/orders/${order.id}/cancel`)).status).toBe(404)
    const { refreshToken } = tokens
    expect((await shop.call('POST', '/auth/refresh', { body: { refreshToken } })).status).toBe(401)
    const login = { body: { email, password: PASSWORD } }
    expect((await shop.call('POST', '/auth/login', login)).status).toBe(401)
  })

  test('repeated: 204; a new account with the same address has no old data', async () => {
    const { shop: own, order, erase, email } = await shopper()
    await setOrderStatus(shop, order, 'delivered')
    await erase()
    expect((await erase()).status).toBe(204)
    expect((await erase('another password')).status).toBe(204)
    const again = { email, password: PASSWORD, name: 'Ann' }
    expect((await own.call('POST', '/auth/register', { body: again, headers: { authorization: '' } })).status).toBe(201)
    const { accessToken } = await signIn(shop, email)
    const headers = { authorization: `Bearer ${accessToken}` }
    expect(await shop.call('GET', '/orders', { headers })).toMatchObject({ body: { items: [] } })
  })

  test('409 wrong_password', async () => {
    const ann = await customer()
    expect(await ann.erase('not the password')).toMatchObject({ status: 409, body: { code: 'wrong_password' } })
    expect((await ann.shop.call('GET', '/me')).status).toBe(200)
    expect((await ann.shop.call('DELETE', '/me', { body: {} })).status).toBe(422)
  })

  test('409 order_under_way with the orders; 204 after they have ended', async () => {
    const ann = await customer()
    const order = await ann.shop.order({ lines: { [sku]: 1 } })
    const refused = { status: 409, body: { code: 'order_under_way', orderIds: [order.id] } }
    expect(await ann.erase()).toMatchObject(refused)
    await ann.shop.cancel(order)
    expect((await ann.erase()).status).toBe(204)
  })

  test('a late payment for an expired order is refunded', async () => {
    const ann = await customer()
    const order = await ann.shop.order({ lines: { [sku]: 1 } })
    await expireHolds(shop, order)
    await shop.job('expire-holds')
    expect((await ann.erase()).status).toBe(204)
    await shop.conclude(order)
    await shop.job('process-webhooks')
    const [row] = await shop.rows('select status from orders where id = $1', [order.id])
    expect(row).toEqual({ status: 'cancelled' })
    expect(await shop.rows('select amount from refunds where order_id = $1', [order.id])).toEqual([
      { amount: order.total },
    ])
  })
})
