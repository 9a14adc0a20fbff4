import { describe, expect, test } from 'vitest'
import type { Cart } from '../../shared/carts/cart.ts'
import { type KeptCart, KeptCarts, keptCarts } from '../../shared/carts/kept-carts.ts'
import { priceCart } from '../../shared/carts/price-cart.ts'
import { readCart, readSnapshot } from '../../shared/carts/read-cart.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { worksHere } from '../functions/back-office/staff.ts'
import { issue, openSlot, sell } from '../functions/catalog/goods.ts'
import { printedChance } from '../races/seed.ts'
import { address, testShop } from '../support/shop.ts'

const CHANGES = 60

const shop = await testShop()
const headers = await worksHere(shop)

type Change = (at: string) => Promise<unknown>

async function readBy(database: Database, { id }: Pick<Cart, 'id'>): Promise<Cart> {
  const read = await readCart(database, null, id)
  if (!read.ok) throw new Error(read.detail)
  return read.value
}
/** By a process that has kept nothing. */
const readAnew = (cart: Cart) => readBy({ ...shop.database }, cart)

test('a cart that nobody has changed is neither told nor priced again', async () => {
  const cart = await shop.cart({ lines: { [await sell(shop)]: 2 } })
  const answers: unknown[] = []
  const database: Database = {
    ...shop.database,
    async call(routine, argument) {
      const answer = await shop.database.call(routine, argument)
      answers.push(answer)
      return answer
    },
  }
  const first = await readBy(database, cart)
  expect(await readBy(database, cart)).toEqual(first)
  expect(answers).toMatchObject([[{ view: { cart: { id: cart.id } } }], [{ view: null }]])
})

test('a cart is answered as it was until there is more or less of its goods, and then with what there is', async () => {
  const sku = await sell(shop, { onHand: 5 })
  const cart = await shop.cart({ lines: { [sku]: 2, [await sell(shop)]: 1 } })
  const first = await readBy(shop.database, cart)
  expect(await readBy(shop.database, cart)).toBe(first)
  await shop.order({ lines: { [sku]: 4 } })
  const second = await readBy(shop.database, cart)
  expect(second).toEqual(await readAnew(cart))
  expect(second.lines.map(({ available }) => available)).toEqual([1, first.lines[1]?.available])
  expect(second.warnings).toMatchObject([{ code: 'insufficient_stock', sku, available: 1 }])
  expect(await readBy(shop.database, cart)).toBe(second)
})

test('carts that are read at once share calls, and each is answered as it would be alone', async () => {
  const carts = []
  for (let number = 1; number <= 6; number++) carts.push(await shop.cart({ lines: { [await sell(shop)]: number } }))
  const calls: unknown[] = []
  const database: Database = {
    ...shop.database,
    call(routine, argument) {
      calls.push(argument)
      return shop.database.call(routine, argument)
    },
  }
  const ids = carts.flatMap(({ id }, at) => [id, `crt_nobody_${at}`, id])
  const read = await Promise.all(ids.map((id) => readCart(database, null, id)))
  const alone = await Promise.all(carts.map((cart) => readAnew(cart)))
  expect(read.map((one) => (one.ok ? one.value : one.code))).toEqual(
    alone.flatMap((cart) => [cart, 'cart_not_found', cart]),
  )
  // Two go alone; the others gather behind them.
  expect(calls.map((call) => Object(call).carts.length)).toEqual([1, 1, 8, 8])
})

test(`after each of ${CHANGES} changes in the shop a kept cart is what it is when it is read anew`, {
  timeout: 120_000,
}, async () => {
  const chance = printedChance('kept carts')
  const skus: [string, ...string[]] = [await sell(shop, { onHand: 900 })]
  for (const price of [300, 700, 900]) skus.push(await sell(shop, { onHand: 900, price }))
  const slots: [string, ...string[]] = [await openSlot(shop), await openSlot(shop, { fee: 100 })]
  const coupon = await issue(shop, { type: 'percent', value: 10, minimumSpend: 500 })
  const terms = { kind: 'bundle_saving', quantity: 2, amount: 50, description: { en: 'Two' }, skus }
  const made = await shop.call('POST', '/admin/promotions', { headers, body: terms })
  const promotion = `/admin/promotions/${Object(made.body).id}`
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
    // Refused while the product is not sold: then nothing has changed.
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
    const anew = await readAnew(cart)
    expect(await readBy(shop.database, cart)).toEqual(anew)
    if (keptByVersion(byVersion, anew).total !== anew.total) stale++
  }
  expect(stale).toBeGreaterThan(CHANGES / 10)
})

/** What looks enough: a cart costs the same as long as nobody changes the cart. */
function keptByVersion(kept: Map<number, Cart>, cart: Cart): Cart {
  const known = kept.get(cart.version) ?? cart
  kept.set(cart.version, known)
  return known
}

describe('what a process keeps', async () => {
  const cart = await shop.cart({ lines: { [await sell(shop)]: 1, [await sell(shop)]: 1 } })
  const read = await readSnapshot(shop.database, null, { cartId: cart.id })
  if (!read.ok) throw new Error(read.detail)
  const kept: KeptCart = { edition: '1', snapshot: read.value, priced: priceCart(read.value), cart }

  test('is bounded by lines: the cart that was longest not read goes first', () => {
    const carts = new KeptCarts(9)
    for (const key of ['a', 'b', 'c']) carts.set(key, kept)
    carts.get('a')
    carts.set('d', kept)
    expect(['a', 'b', 'c', 'd'].map((key) => carts.get(key) !== undefined)).toEqual([true, false, true, true])
  })

  test('counts a cart once, however often it is read anew', () => {
    const carts = new KeptCarts(9)
    carts.set('a', kept)
    for (let time = 0; time < 9; time++) carts.set('b', { ...kept, edition: `${time}` })
    expect([carts.get('a')?.edition, carts.get('b')?.edition]).toEqual(['1', '8'])
  })

  test('is of one shop', () => {
    keptCarts(shop.database).set('x', kept)
    expect([keptCarts({ ...shop.database }).get('x'), keptCarts(shop.database).get('x')]).toEqual([undefined, kept])
  })
})
