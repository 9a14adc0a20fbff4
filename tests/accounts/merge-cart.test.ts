import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { shopOn, testShop } from '../support/shop.ts'
import { signUp } from './sign-up.ts'

const shop = await testShop()
const [milk, bread] = [await addProduct(shop, { onHand: 1_000 }), await addProduct(shop, { onHand: 1_000 })]

async function customer() {
  const person = await signUp(shop)
  return { ...person, shop: shopOn(shop.database, shop.env, person.headers) }
}
const quantities = (cart: Cart) => Object.fromEntries(cart.lines.map(({ sku, quantity }) => [sku, quantity]))
const merge = async (as: typeof shop, id: string) => as.call('POST', `/carts/${id}/merge`)

describe('POST /carts/{cartId}/merge', () => {
  test('200 with the lines of both, priced; idempotent', async () => {
    const ann = await customer()
    const own = await ann.shop.cart({ lines: { [milk]: 2 } })
    const guests = await shop.cart({ lines: { [milk]: 1, [bread]: 3 } })
    const merged = await merge(ann.shop, guests.id)
    expect(merged.status).toBe(200)
    const cart = Cart.parse(merged.body)
    expect(cart).toMatchObject({ id: own.id, total: 6_000 })
    expect(quantities(cart)).toEqual({ [milk]: 3, [bread]: 3 })
    expect((await merge(ann.shop, guests.id)).body).toEqual(cart)
    expect((await merge(ann.shop, own.id)).body).toEqual(cart)
  })

  test('the merged cart refers its owner to the new one, and is not found for others', async () => {
    const [ann, bea] = [await customer(), await customer()]
    const guests = await shop.cart({ lines: { [milk]: 1 } })
    const { id } = Cart.parse((await merge(ann.shop, guests.id)).body)
    const into = { status: 409, body: { code: 'cart_merged', cartId: id } }
    const path = `/carts/${guests.id}`
    expect(await ann.shop.call('GET', path)).toMatchObject(into)
    expect(await ann.shop.call('PUT', `${path}/items/${bread}`, { body: { quantity: 1 } })).toMatchObject(into)
    expect(await ann.shop.call('PUT', `${path}/coupon`, { body: { code: 'SAVE12' } })).toMatchObject(into)
    expect(await ann.shop.place(guests)).toMatchObject(into)
    for (const other of [shop, bea.shop]) {
      expect(await other.call('GET', path)).toMatchObject({ status: 404, body: { code: 'cart_not_found' } })
    }
    expect((await merge(bea.shop, guests.id)).status).toBe(404)
  })

  test('409 cart_too_large: too many lines together; both carts are unchanged', async () => {
    const ann = await customer()
    const own = await ann.shop.cart()
    const guests = await shop.cart({ lines: { [milk]: 1 } })
    const others = await shop.rows('select sku from products where active and sku <> $1 limit 200', [milk])
    expect(others).toHaveLength(200)
    const skus = others.map(({ sku }) => sku)
    await shop.rows('insert into cart_lines (cart_id, sku, quantity) select $1, sku, 1 from unnest($2::text[]) sku', [
      own.id,
      skus,
    ])
    const refused = { status: 409, body: { code: 'cart_too_large', lineLimit: 200, lines: 201 } }
    expect(await merge(ann.shop, guests.id)).toMatchObject(refused)
    expect(Cart.parse((await shop.call('GET', `/carts/${guests.id}`)).body).lines).toHaveLength(1)
    expect((await ann.shop.place(guests)).status).toBe(201)
    expect((await ann.shop.cart()).lines).toHaveLength(200)
  })

  test('409 cart_already_ordered, with the order', async () => {
    const ann = await customer()
    const cart = await shop.cart({ lines: { [milk]: 1 } })
    await shop.place(cart)
    expect(await merge(ann.shop, cart.id)).toMatchObject({ status: 409, body: { code: 'cart_already_ordered' } })
  })

  test('404 account_not_found: an erased account', async () => {
    const ann = await customer()
    const { id } = await shop.cart({ lines: { [milk]: 1 } })
    await shop.rows('delete from customers where id = $1', [ann.account.id])
    expect(await merge(ann.shop, id)).toMatchObject({ status: 404, body: { code: 'account_not_found' } })
    expect((await shop.call('GET', `/carts/${id}`)).status).toBe(200)
  })
})
