import { describe, expect, test } from 'vitest'
import type { Cart } from '../../shared/carts/cart.ts'
import { type CachedCart, CartCache, cartCache } from '../../shared/carts/cart-cache.ts'
import { priceCart } from '../../shared/carts/price-cart.ts'
import { readCart, readSnapshot } from '../../shared/carts/read-cart.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { printedChance } from '../races/seed.ts'
import { address, testShop } from '../support/shop.ts'

const CHANGES = 60

const shop = await testShop()
const headers = await staffHeaders(shop)

type Change = (at: string) => Promise<unknown>

async function readBy(database: Database, { id }: Pick<Cart, 'id'>): Promise<Cart> {
  const read = await readCart(database, null, id)
  if (!read.ok) throw new Error(read.detail)
  return read.value
}
/** Reads without the cache: a new Database object has an empty one. */
const readUncached = (cart: Cart) => readBy({ ...shop.database }, cart)

test('an unchanged cart is neither sent nor priced again', async () => {
  const cart = await shop.cart({ lines: { [await addProduct(shop)]: 2 } })
  const results: unknown[] = []
  const database: Database = {
    ...shop.database,
    async call(routine, argument) {
      const result = await shop.database.call(routine, argument)
      results.push(result)
      return result
    },
  }
  const first = await readBy(database, cart)
  expect(await readBy(database, cart)).toEqual(first)
  expect(results).toMatchObject([[{ view: { cart: { id: cart.id } } }], [{ view: null }]])
})

test('a cart is returned unchanged until an available quantity changes, and then with the new quantity', async () => {
  const sku = await addProduct(shop, { onHand: 5 })
  const cart = await shop.cart({ lines: { [sku]: 2, [await addProduct(shop)]: 1 } })
  const first = await readBy(shop.database, cart)
  expect(await readBy(shop.database, cart)).toBe(first)
  await shop.order({ lines: { [sku]: 4 } })
  const second = await readBy(shop.database, cart)
  expect(second).toEqual(await readUncached(cart))
  expect(second.lines.map(({ available }) => available)).toEqual([1, first.lines[1]?.available])
  expect(second.warnings).toMatchObject([{ code: 'insufficient_stock', sku, available: 1 }])
  expect(await readBy(shop.database, cart)).toBe(second)
})

test('concurrent reads are batched, with the same results as single reads', async () => {
  const carts = []
  for (let number = 1; number <= 6; number++)
    carts.push(await shop.cart({ lines: { [await addProduct(shop)]: number } }))
  const calls: unknown[] = []
  const database: Database = {
    ...shop.database,
    call(routine, argument) {
      calls.push(argument)
      return shop.database.call(routine, argument)
    },
  }
  const ids = carts.flatMap(({ id }, at) => [id, `crt_unknown_${at}`, id])
  const read = await Promise.all(ids.map((id) => readCart(database, null, id)))
  const single = await Promise.all(carts.map((cart) => readUncached(cart)))
  expect(read.map((one) => (one.ok ? one.value : one.code))).toEqual(
    single.flatMap((cart) => [cart, 'cart_not_found', cart]),
  )
  // The first two calls have one cart each; the other reads are batched meanwhile.
  expect(calls.map((call) => Object(call).carts.length)).toEqual([1, 1, 8, 8])
})

test(`after each of ${CHANGES} changes in the shop a cached cart equals an uncached read`, {
  timeout: 120_000,
}, async () => {
  const chance = printedChance('cached carts')
  const skus: [string, ...string[]] = [await addProduct(shop, { onHand: 900 })]
  for (const price of [300, 700, 900]) skus.push(await addProduct(shop, { onHand: 900, price }))
  const slots: [string, ...string[]] = [await addSlot(shop), await addSlot(shop, { fee: 100 })]
  const coupon = await addCoupon(shop, { type: 'percent', value: 10, minimumSpend: 500 })
  const terms = { kind: 'bundle_saving', quantity: 2, amount: 50, description: { en: 'Two' }, skus }
  const created = await shop.call('POST', '/admin/promotions', { headers, body: terms })
  const promotion = `/admin/promotions/${Object(created.body).id}`
  const cart = await shop.cart({ lines: Object.fromEntries(skus.map((sku) => [sku, 2])), coupon, slotId: slots[0] })

  const staff = (path: string, body: object) => shop.call('PATCH', path, { headers, body })
  const kinds: [Change, ...Change[]] = [
    (at) => staff(`/admin/products/${chance.pick(at, skus)}`, { price: chance.between(`${at}/to`, 100, 900) }),
    (at) => staff(`/admin/products/${chance.pick(at, skus)}`, { active: chance.happens(`${at}/to`, 0.5) }),
    (at) => staff(promotion, { amount: chance.between(`${at}/to`, 1, 200) }),
    (at) => staff(promotion, { active: chance.happens(`${at}/to`, 0.5) }),
    (at) => staff(promotion, { skus: skus.filter((sku) => chance.happens(`${at}/${sku}`, 0.5)) }),
    (at) => staff(`/admin/coupons/${coupon}`, { value: chance.between(`${at}/to`, 1, 50) }),
    (at) => staff(`/admin/delivery-slots/${chance.pick(at, slots)}`, { fee: chance.between(`${at}/to`, 0, 900) }),
    // Refused while the product is not sold.
    (at) =>
      shop
        .order({ lines: { [chance.pick(at, skus)]: 1 }, coupon, slotId: chance.pick(`${at}/in`, slots) })
        .catch(() => {}),
    (at) =>
      shop.call('PUT', `/carts/${cart.id}/items/${chance.pick(at, skus)}`, {
        body: { quantity: chance.between(`${at}/to`, 0, 9) },
      }),
    (at) => shop.call('PUT', `/carts/${cart.id}/delivery`, { body: { slotId: chance.pick(at, slots), address } }),
  ]
  const byVersion = new Map<number, Cart>()
  let stale = 0
  for (let change = 0; change < CHANGES; change++) {
    const make = chance.pick(`${change}/kind`, kinds)
    await make(`${change}`)
    const uncached = await readUncached(cart)
    expect(await readBy(shop.database, cart)).toEqual(uncached)
    if (cachedByVersion(byVersion, uncached).total !== uncached.total) stale++
  }
  expect(stale).toBeGreaterThan(CHANGES / 10)
})

/** The naive variant: the version of the cart as the only key. It misses changes of prices, promotions and slots. */
function cachedByVersion(cache: Map<number, Cart>, cart: Cart): Cart {
  const cached = cache.get(cart.version) ?? cart
  cache.set(cart.version, cached)
  return cached
}

describe('the cache', async () => {
  const cart = await shop.cart({ lines: { [await addProduct(shop)]: 1, [await addProduct(shop)]: 1 } })
  const read = await readSnapshot(shop.database, null, { cartId: cart.id })
  if (!read.ok) throw new Error(read.detail)
  const cached: CachedCart = { fingerprint: '1', snapshot: read.value, priced: priceCart(read.value), cart }

  test('is bounded by lines: the least recently read cart is removed first', () => {
    const carts = new CartCache(9)
    for (const key of ['a', 'b', 'c']) carts.set(key, cached)
    carts.get('a')
    carts.set('d', cached)
    expect(['a', 'b', 'c', 'd'].map((key) => carts.get(key) !== undefined)).toEqual([true, false, true, true])
  })

  test('counts a cart once, also when it is replaced', () => {
    const carts = new CartCache(9)
    carts.set('a', cached)
    for (let time = 0; time < 9; time++) carts.set('b', { ...cached, fingerprint: `${time}` })
    expect([carts.get('a')?.fingerprint, carts.get('b')?.fingerprint]).toEqual(['1', '8'])
  })

  test('is separate for each database', () => {
    cartCache(shop.database).set('x', cached)
    expect([cartCache({ ...shop.database }).get('x'), cartCache(shop.database).get('x')]).toEqual([undefined, cached])
  })
})
