import { describe, expect, test } from 'vitest'
import { issue, openSlot, sell } from '../functions/goods.ts'
import { testShop } from '../support/shop.ts'
import { books, lapse, stockOf } from './books.ts'

const shop = await testShop()

async function placed(onHand = 5, quantity = 3) {
  const [sku, slotId] = [await sell(shop, { onHand }), await openSlot(shop, { capacity: 1 })]
  const code = await issue(shop, { usageLimit: 1 })
  const basket = { lines: { [sku]: quantity }, slotId, coupon: code }
  return { sku, slotId, basket, order: await shop.order(basket) }
}

describe('the sweep', () => {
  test('ends an order that was not paid in time, and gives everything back', async () => {
    const { sku, basket, order } = await placed()
    await lapse(shop, order)
    expect(await shop.job('expire-holds')).toEqual({ processed: 1, remaining: 0 })
    const { status, history, payment } = await shop.read(order)
    expect([status, payment.status]).toEqual(['expired', 'pending'])
    expect(history.map((entry) => entry.status)).toEqual(['pending_payment', 'expired'])
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 0 })
    expect((await shop.order(basket)).status).toBe('pending_payment')
  })

  test('leaves alone what has time, what is paid and what is cancelled', async () => {
    const [waiting, paid, gone] = [await placed(), await placed(), await placed()]
    await shop.conclude(paid.order)
    await shop.cancel(gone.order)
    for (const { order } of [paid, gone]) await lapse(shop, order)
    const before = await books(shop)
    expect(await shop.job('expire-holds')).toEqual({ processed: 0, remaining: 0 })
    expect(await books(shop)).toBe(before)
    expect((await shop.read(waiting.order)).status).toBe('pending_payment')
  })

  test('takes a bounded batch, oldest first, and says what is left', async () => {
    const sku = await sell(shop, { onHand: 1000 })
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    await shop.place(cart)
    // A hundred more of the same, as they stand in the books.
    const copy = (table: string, columns: string, values: string, from = table) =>
      shop.rows(`insert into ${table} (${columns}) select ${values} from ${from} t, generate_series(1, 100) n
        where ${table === 'orders' ? 't.cart_id' : "t.order_id = (select id from orders where cart_id = $1) and $1"} = $1`, [cart.id])
    await shop.rows(`insert into carts (id, status, currency) select $1 || n, 'ordered', 'HKD' from generate_series(1, 100) n`, [cart.id])
    const money = 'subtotal, discount, delivery_fee, total'
    await copy('orders', `id, cart_id, email, status, currency, ${money}, expires_at`, `t.id || n, t.cart_id || n, email, status, currency, ${money}, t.expires_at`)
    await copy('order_lines', `order_id, line, sku, name, unit, quantity, price, price_quantity, subtotal, promotion_discount, coupon_discount, total, substitution`,
      `t.order_id || n, line, sku, name, unit, quantity, price, price_quantity, subtotal, promotion_discount, coupon_discount, total, substitution`)
    await copy('order_history', 'order_id, status', 't.order_id || n, status')
    await copy('payments', 'id, provider, provider_payment_id, order_id, amount, currency', 't.id || n, provider, provider_payment_id || n, t.order_id || n, amount, currency')
    await copy('stock_holds', 'sku, order_id, quantity, expires_at', 'sku, t.order_id || n, quantity, expires_at')
    await shop.rows('update inventory set held = 101 where sku = $1', [sku])
    for (const table of ['orders', 'stock_holds']) {
      await shop.rows(`update ${table} set expires_at = now() - interval '20 seconds' where expires_at > now()`)
    }
    const [{ id } = {}] = await shop.rows('select id from orders where cart_id = $1', [cart.id])
    await shop.rows("update orders set expires_at = expires_at + interval '5 seconds' where id = $1", [id])

    expect(await shop.job('expire-holds')).toEqual({ processed: 100, remaining: expect.any(Number) })
  })
})

describe('a lapsed hold never costs a sale, before any sweep', () => {
  test('of goods: another order takes the units', async () => {
    const { sku, order } = await placed(5, 4)
    expect((await shop.place(await shop.cart({ lines: { [sku]: 2 } }))).body).toMatchObject({ code: 'insufficient_stock' })
    await lapse(shop, order)
    expect((await shop.place(await shop.cart({ lines: { [sku]: 5 } }))).status).toBe(201)
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 5 })
    expect(await shop.job('expire-holds')).toMatchObject({ processed: 1 })
    expect((await shop.read(order)).status).toBe('expired')
    expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 5 })
  })

  test('of a place in a slot: another order takes it', async () => {
    const { slotId, order } = await placed()
    const cart = await shop.cart({ lines: { [await sell(shop)]: 1 } })
    await lapse(shop, order)
    const answer = await shop.call('PUT', `/carts/${cart.id}/delivery`, { body: { slotId, address: { line1: 'Here' } } })
    expect(answer.status).toBe(200)
    expect((await shop.place(cart, { expectedTotal: 4500 })).status).toBe(201)
    expect(await shop.rows('select booked from delivery_slots where id = $1', [slotId])).toEqual([{ booked: 1 }])
    await shop.job('expire-holds')
    expect(await shop.rows('select booked from delivery_slots where id = $1', [slotId])).toEqual([{ booked: 1 }])
  })

  test('of a coupon: another order takes the use', async () => {
    const { basket, order } = await placed()
    const cart = await shop.cart({ lines: { [await sell(shop)]: 1 } })
    await lapse(shop, order)
    const { status, text } = await shop.call('PUT', `/carts/${cart.id}/coupon`, { body: { code: basket.coupon } })
    expect(status, text).toBe(200)
  })

  test('of several SKUs: only those that are short are taken back', async () => {
    const [short, plenty] = [await sell(shop, { onHand: 2 }), await sell(shop, { onHand: 50 })]
    const order = await shop.order({ lines: { [short]: 2, [plenty]: 2 } })
    await lapse(shop, order)
    await shop.order({ lines: { [short]: 1, [plenty]: 1 } })
    expect(await stockOf(shop, short)).toEqual({ onHand: 2, held: 1 })
    expect(await stockOf(shop, plenty)).toEqual({ onHand: 50, held: 3 })
    await shop.job('expire-holds')
    expect(await stockOf(shop, plenty)).toEqual({ onHand: 50, held: 1 })
  })
})
