import { describe, expect, test } from 'vitest'
import { Cart } from '../../shared/carts/cart.ts'
import { addCoupon, addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { address, shopOn, testShop } from '../support/shop.ts'
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

  describe('of two coupons', () => {
    const coupons = async (guests: string, owns: string) => {
      const ann = await customer()
      const own = await ann.shop.cart({ lines: { [milk]: 1 }, coupon: owns })
      const guest = await shop.cart({ lines: { [bread]: 1 }, coupon: guests })
      return { ann, own, guest }
    }
    const expire = (code: string) =>
      shop.rows("update coupons set ends_at = now() - interval '1 day' where code = $1", [code])

    test('the one that still works is kept, though it is older; a warning names the other, again when repeated', async () => {
      const [dead, valid] = [await addCoupon(shop), await addCoupon(shop)]
      for (const [guests, owns] of [
        [dead, valid],
        [valid, dead],
      ] as const) {
        await shop.rows('update coupons set ends_at = null where code = $1', [dead])
        const { ann, guest } = await coupons(guests, owns)
        await expire(dead)
        const merged = await merge(ann.shop, guest.id)
        expect(merged.body).toMatchObject({
          coupon: { code: valid, applied: true },
          warnings: [
            { code: 'coupon_not_kept', coupon: dead, reason: 'coupon_expired', message: expect.stringContaining(dead) },
          ],
        })
        expect((await merge(ann.shop, guest.id)).body).toEqual(merged.body)
        expect((await ann.shop.call('POST', '/carts')).body).toMatchObject({ coupon: { code: valid }, warnings: [] })
      }
    })

    test('one that works only for the merged cart works', async () => {
      const [both, dead] = [await addCoupon(shop, { minimumSpend: 2_000 }), await addCoupon(shop)]
      const ann = await customer()
      await ann.shop.cart({ lines: { [milk]: 1 }, coupon: dead })
      const guest = await shop.cart({ lines: { [bread]: 2 }, coupon: both })
      await shop.call('PUT', `/carts/${guest.id}/items/${bread}`, { body: { quantity: 1 } })
      await expire(dead)
      expect((await merge(ann.shop, guest.id)).body).toMatchObject({ coupon: { code: both, applied: true } })
    })

    test('the newer one is kept when both work, and when none does', async () => {
      for (const work of [true, false]) {
        const [first, second] = [await addCoupon(shop), await addCoupon(shop)]
        const { ann, own, guest } = await coupons(first, first)
        await ann.shop.call('PUT', `/carts/${own.id}/coupon`, { body: { code: second } })
        // A later change of something else does not make the coupon newer.
        await shop.call('PUT', `/carts/${guest.id}/items/${milk}`, { body: { quantity: 1 } })
        if (!work) for (const code of [first, second]) await expire(code)
        expect((await merge(ann.shop, guest.id)).body).toMatchObject({
          coupon: { code: second, applied: work },
          warnings: [{ code: 'coupon_not_kept', coupon: first }, ...(work ? [] : [{ code: 'coupon_expired' }])],
        })
      }
    })
  })

  describe('of two choices of delivery', () => {
    const choices = async (guests: object, owns: object) => {
      const ann = await customer()
      const [own, guest] = [await ann.shop.cart({ lines: { [milk]: 1 } }), await shop.cart({ lines: { [bread]: 1 } })]
      await ann.shop.call('PUT', `/carts/${own.id}/delivery`, { body: owns })
      await shop.call('PUT', `/carts/${guest.id}/delivery`, { body: guests })
      return { ann, guest }
    }
    const slot = async () => ({ slotId: await addSlot(shop), address })
    const close = ({ slotId }: { slotId: string }) =>
      shop.rows('update delivery_slots set active = false where id = $1', [slotId])
    const delivered = async (guests: object, owns: object) => {
      const { ann, guest } = await choices(guests, owns)
      return async () => Cart.parse((await merge(ann.shop, guest.id)).body)
    }

    test('an open slot is kept before a closed one, whoever chose it', async () => {
      for (const guestsIsOpen of [true, false]) {
        const [open, closed] = [await slot(), await slot()]
        const done = await delivered(...(guestsIsOpen ? ([open, closed] as const) : ([closed, open] as const)))
        await close(closed)
        expect(await done()).toMatchObject({
          delivery: { slotId: open.slotId },
          warnings: [{ code: 'delivery_not_kept', slotId: closed.slotId, reason: 'slot_closed' }],
        })
      }
    })

    test('the newer one is kept when both are possible: pick-up, slot or address', async () => {
      const [one, other] = [await slot(), await slot()]
      expect(await (await delivered({ pickup: true }, one))()).toMatchObject({
        delivery: { pickup: true },
        warnings: [{ code: 'delivery_not_kept', slotId: one.slotId, reason: 'older' }],
      })
      expect(await (await delivered(one, { pickup: true }))()).toMatchObject({
        delivery: { slotId: one.slotId },
        warnings: [{ code: 'delivery_not_kept', pickup: true }],
      })
      expect(await (await delivered(other, one))()).toMatchObject({ delivery: { slotId: other.slotId } })
      const moved = { ...one, address: { ...address, line1: '2 Another Road' } }
      expect(await (await delivered(moved, one))()).toMatchObject({
        delivery: moved,
        warnings: [{ code: 'delivery_not_kept', slotId: one.slotId }],
      })
    })

    test('pick-up is kept before a closed slot, though it is older', async () => {
      const closed = await slot()
      const done = await delivered(closed, { pickup: true })
      await close(closed)
      expect(await done()).toMatchObject({ delivery: { pickup: true }, warnings: [{ reason: 'slot_closed' }] })
    })

    test('the same choice, or only one, needs no warning', async () => {
      const one = await slot()
      expect(await (await delivered(one, one))()).toMatchObject({ delivery: one, warnings: [] })
      const ann = await customer()
      const guest = await shop.cart({ lines: { [bread]: 1 }, slotId: one.slotId })
      expect((await merge(ann.shop, guest.id)).body).toMatchObject({ delivery: one, warnings: [] })
    })
  })

  test('of two substitutions the newer is kept, and a warning names the other', async () => {
    const ann = await customer()
    const [own, guest] = [await ann.shop.cart(), await shop.cart()]
    const put = (as: typeof shop, id: string, substitution: string) =>
      as.call('PUT', `/carts/${id}/items/${milk}`, { body: { quantity: 1, substitution } })
    await put(ann.shop, own.id, 'similar')
    await put(shop, guest.id, 'none')
    expect((await merge(ann.shop, guest.id)).body).toMatchObject({
      lines: [{ sku: milk, quantity: 2, substitution: { type: 'none' } }],
      warnings: [{ code: 'substitution_not_kept', sku: milk, substitution: { type: 'similar' } }],
    })
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
