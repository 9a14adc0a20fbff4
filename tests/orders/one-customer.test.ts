import { describe, expect, test } from 'vitest'
import { Order } from '../../shared/orders/views/order.ts'
import { bearer, PASSWORD, signIn } from '../accounts/sign-up.ts'
import { flashSaleShop } from '../flash-sales/flash-sale-shop.ts'
import { addCoupon, addProduct } from '../functions/catalog/test-records.ts'
import { shopOn, testShop } from '../support/shop.ts'
import { expireHolds, readOrderRows } from './order-rows.ts'

/** Limits for each customer count an account and the addresses of its mailbox as one. */
const shop = await testShop()
const sales = await flashSaleShop(shop)
const sku = await addProduct(shop, { onHand: 1_000 })
let count = 0
const name = () => `ann${++count}`

async function register(email: string, verified = false) {
  const body = { email, password: PASSWORD, name: 'Ann' }
  const registered = await shop.call('POST', '/auth/register', { body })
  expect(registered.status, registered.text).toBe(201)
  if (verified) await shop.rows('update customers set email_verified_at = now() where email = $1', [email])
  const headers = bearer((await signIn(shop, email)).accessToken)
  return { ...shopOn(shop.database, shop.env, headers), headers }
}
type Buyer = Pick<typeof shop, 'cart' | 'place'>

async function order(buyer: Buyer, coupon: string, email: string) {
  return buyer.place(await buyer.cart({ lines: { [sku]: 1 }, coupon }), { email })
}
async function placed(buyer: Buyer, coupon: string, email: string): Promise<Order> {
  const answer = await order(buyer, coupon, email)
  expect(answer.status, answer.text).toBe(201)
  return Order.parse(answer.body)
}
async function paid(buyer: Buyer, coupon: string, email: string): Promise<Order> {
  const made = await placed(buyer, coupon, email)
  await shop.conclude(made)
  return made
}
const refused = { status: 409, body: { code: 'coupon_customer_limit' } }
const once = () => addCoupon(shop, { perCustomerLimit: 1 })

describe('a coupon once for each customer', () => {
  test.each([
    ['signed in, then as a guest', true, false],
    ['as a guest, then signed in', false, true],
    ['signed in, then as a guest, unpaid', true, false],
  ])('%s: 409', async (title, first, second) => {
    const [code, email] = [await once(), `${name()}@example.com`]
    const account = await register(email)
    const buy = title.endsWith('unpaid') ? placed : paid
    await buy(first ? account : shop, code, email)
    const before = await readOrderRows(shop)
    const cart = await (second ? account : shop).cart({ lines: { [sku]: 1 } })
    expect(await (second ? account : shop).call('PUT', `/carts/${cart.id}/coupon`, { body: { code } })).toMatchObject(
      second ? refused : { status: 200 },
    )
    if (!second) expect(await order(shop, code, email.toUpperCase())).toMatchObject(refused)
    expect((await readOrderRows(shop)).length).toBeGreaterThanOrEqual(before.length)
  })

  test.each([
    ['a.n.n@gmail.com', 'ann@gmail.com'],
    ['ann@googlemail.com', 'ann@gmail.com'],
    ['ann+1@example.com', 'ann+2@example.com'],
    ['Ann@Example.COM', 'ann@example.com'],
  ])('%s and %s are one mailbox', async (first, second) => {
    const code = await once()
    await placed(shop, code, first)
    expect(await order(shop, code, second)).toMatchObject(refused)
    await placed(shop, code, `other-${second}`)
  })

  test('two accounts of one mailbox: the first that pays gets the coupon, and the money of the other is returned', async () => {
    const [code, user] = [await once(), name()]
    const [first, second] = [await register(`${user}+1@example.com`), await register(`${user}+2@example.com`)]
    const [early, late] = [await placed(first, code, 'x@example.com'), await placed(second, code, 'y@example.com')]
    await shop.conclude(late)
    await shop.conclude(early)
    await shop.job('deliver-outbox')
    expect(await second.read(late)).toMatchObject({ status: 'paid' })
    expect(await first.read(early)).toMatchObject({ status: 'expired', refunded: early.total })
    const { id } = await first.cart({ lines: { [sku]: 1 } })
    expect(await first.call('PUT', `/carts/${id}/coupon`, { body: { code } })).toMatchObject(refused)
  })

  test('an address that is not ASCII is refused, so that there is one way to write it', async () => {
    const code = await once()
    for (const email of ['ａｎｎ@example.com', 'İnan@example.com', 'straße@example.com', 'ann@例子.hk']) {
      expect(await order(shop, code, email)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    }
  })
})

describe('a stranger who types the address of somebody else', () => {
  test.each([false, true])('and does not pay: the account is not refused; confirmed address: %s', async (verified) => {
    const [code, email] = [await once(), `${name()}@example.com`]
    const account = await register(email, verified)
    const stranger = await placed(shop, code, email)
    const own = await paid(account, code, email)
    await shop.conclude(stranger)
    await shop.job('deliver-outbox')
    expect(await account.read(own)).toMatchObject({ status: 'paid' })
    expect(await shop.read(stranger)).toMatchObject({ status: 'expired', refunded: stranger.total })
  })

  test('and pays while the owner has not: the confirmed owner goes first, and the stranger gets the money back', async () => {
    const [code, email] = [await once(), `${name()}@example.com`]
    const account = await register(email, true)
    const stranger = await placed(shop, code, email)
    const own = await placed(account, code, email)
    await shop.conclude(stranger)
    await shop.conclude(own)
    await shop.job('deliver-outbox')
    expect(await account.read(own)).toMatchObject({ status: 'paid' })
    expect(await shop.read(stranger)).toMatchObject({ status: 'expired', refunded: stranger.total })
  })

  test('and pays first: the coupon is used', async () => {
    const [code, email] = [await once(), `${name()}@example.com`]
    const account = await register(email, true)
    await paid(shop, code, email)
    expect(
      await await account.call('PUT', `/carts/${(await account.cart({ lines: { [sku]: 1 } })).id}/coupon`, {
        body: { code },
      }),
    ).toMatchObject(refused)
  })

  test('in an order that costs nothing: only a confirmed address can use the coupon', async () => {
    const code = await addCoupon(shop, { type: 'percent', value: 100, perCustomerLimit: 1 })
    const email = `${name()}@example.com`
    const needed = { status: 409, body: { code: 'coupon_needs_verified_address' } }
    expect(await order(shop, code, email)).toMatchObject(needed)
    expect(await order(await register(email), code, email)).toMatchObject(needed)
    const confirmed = await register(`${name()}@example.com`, true)
    expect(await placed(confirmed, code, email)).toMatchObject({ status: 'paid', total: 0 })
    const unlimited = await addCoupon(shop, { type: 'percent', value: 100 })
    expect(await placed(shop, unlimited, email)).toMatchObject({ status: 'paid', total: 0 })
  })
})

test('a late payment of a guest takes the coupon again, unless it was used meanwhile', async () => {
  for (const used of [false, true]) {
    const [code, email] = [await once(), `${name()}@example.com`]
    const late = await placed(shop, code, email)
    await expireHolds(shop, late)
    await shop.job('expire-holds')
    const other = await placed(shop, code, email)
    if (used) await shop.conclude(other)
    await shop.conclude(late)
    await shop.job('deliver-outbox')
    expect((await shop.read(late)).status).toBe(used ? 'expired' : 'paid')
  }
})

test('a guest’s paid use belongs to the account that confirms the address', async () => {
  const [code, email] = [await once(), `${name()}@example.com`]
  await paid(shop, code, email)
  await register(email, true)
  const [{ id } = { id: '' }] = await shop.rows('select id from customers where email = $1', [email])
  await shop.rows('select adopt_guest_orders($1)', [id])
  expect(await shop.rows('select customer, identity from coupon_redemptions where customer = $1', [id])).toEqual([
    { customer: id, identity: email },
  ])
})

describe('a flash sale', () => {
  test('accounts of one mailbox share the limit', async () => {
    const user = name()
    const sale = await sales.sale({ perCustomerLimit: 2 })
    const [first, second] = [await register(`${user}+1@example.com`), await register(`${user}+2@example.com`)]
    const claim = (headers: Record<string, string>, quantity: number) =>
      shop.call('POST', `/flash-sales/${sale.id}/claims`, { headers, body: { quantity } })
    expect((await claim(first.headers, 1)).status).toBe(201)
    const answer = await claim(second.headers, 2)
    expect(answer).toMatchObject({ status: 409, body: { code: 'flash_sale_limit_reached', claims: [] } })
    expect((await claim(second.headers, 1)).status).toBe(201)
  })

  test('the claims of several accounts are not bought in one order', async () => {
    const sale = await sales.sale({ perCustomerLimit: 1 })
    const [first, second] = [await sales.shopper(), await sales.shopper()]
    const cart = await shop.cart()
    const claims: string[] = []
    let total = 0
    for (const shopper of [first, second]) {
      const { id } = await sales.claimed(sale.id, shopper)
      claims.push(id)
      const added = await shop.call('PUT', `/carts/${cart.id}/claims/${id}`)
      expect(added.status, added.text).toBe(200)
      total += 600
    }
    const several = { status: 409, body: { code: 'claims_of_several_customers', claims: [claims[1]] } }
    expect(await shop.place({ ...cart, total })).toMatchObject(several)
    const signedIn = shopOn(shop.database, shop.env, second.headers)
    expect(await signedIn.place({ ...cart, total })).toMatchObject({ ...several, body: { claims: [claims[0]] } })
    await shop.call('DELETE', `/carts/${cart.id}/claims/${claims[1]}`)
    expect(await shop.place({ ...cart, total: 600 })).toMatchObject({ status: 201 })
  })
})
