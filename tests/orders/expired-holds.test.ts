import { expect, test } from 'vitest'
import { addProduct, addSlot } from '../functions/catalog/test-records.ts'
import { address, testShop } from '../support/shop.ts'
import { expireHolds, stockOf } from './order-rows.ts'

/** An expired hold does not block a sale: the next order releases it, even before the expire-holds job. */
const shop = await testShop()
const bookedIn = async (slotId: string) => {
  const [row] = await shop.rows(
    `select booked, (select count(*)::integer from slot_bookings b where b.slot_id = s.id) as rows
     from delivery_slots s where id = $1`,
    [slotId],
  )
  return row
}

test('stock: another order takes the units, and the expire-holds job does not change its hold', async () => {
  const sku = await addProduct(shop, { onHand: 5 })
  const abandoned = await shop.order({ lines: { [sku]: 4 } })
  const cart = await shop.cart({ lines: { [sku]: 5 } })
  expect((await shop.place(cart)).body).toMatchObject({ code: 'insufficient_stock' })

  await expireHolds(shop, abandoned)
  expect((await shop.call('GET', `/carts/${cart.id}`)).body).toMatchObject({ warnings: [], lines: [{ available: 5 }] })
  expect((await shop.place(cart)).status).toBe(201)
  expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 5 })

  expect(await shop.job('expire-holds')).toEqual({ processed: 1, remaining: 0 })
  expect((await shop.read(abandoned)).status).toBe('expired')
  expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 5 })
})

test('stock: holds that have not expired are not released', async () => {
  const sku = await addProduct(shop, { onHand: 5 })
  const [abandoned, waiting] = [await shop.order({ lines: { [sku]: 2 } }), await shop.order({ lines: { [sku]: 2 } })]
  await expireHolds(shop, abandoned)
  const { body } = await shop.place(await shop.cart({ lines: { [sku]: 4 } }))
  expect(body).toMatchObject({ code: 'insufficient_stock', errors: [{ sku, requested: 4, available: 3 }] })
  expect((await shop.place(await shop.cart({ lines: { [sku]: 3 } }))).status).toBe(201)
  await shop.conclude(waiting)
  expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 3 })
})

test('stock: only the holds of a short SKU are released at once, the others by the expire-holds job', async () => {
  const [short, plenty] = [await addProduct(shop, { onHand: 2 }), await addProduct(shop, { onHand: 50 })]
  await expireHolds(shop, await shop.order({ lines: { [short]: 2, [plenty]: 2 } }))
  await shop.order({ lines: { [short]: 1, [plenty]: 1 } })
  expect(await stockOf(shop, short)).toEqual({ onHand: 2, held: 1 })
  expect(await stockOf(shop, plenty)).toEqual({ onHand: 50, held: 3 })
  await shop.job('expire-holds')
  expect(await stockOf(shop, short)).toEqual({ onHand: 2, held: 1 })
  expect(await stockOf(shop, plenty)).toEqual({ onHand: 50, held: 1 })
})

test('slot: another order takes the place, and the expire-holds job does not change its booking', async () => {
  const [sku, slotId] = [await addProduct(shop, { onHand: 50 }), await addSlot(shop, { capacity: 1 })]
  const abandoned = await shop.order({ lines: { [sku]: 1 }, slotId })
  await expireHolds(shop, abandoned)

  const cart = await shop.cart({ lines: { [sku]: 1 } })
  const answer = await shop.call('PUT', `/carts/${cart.id}/delivery`, { body: { slotId, address } })
  expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ warnings: [], total: 4500 })])
  expect((await shop.place(cart, { expectedTotal: 4500 })).status).toBe(201)
  expect(await bookedIn(slotId)).toEqual({ booked: 1, rows: 1 })

  await shop.job('expire-holds')
  expect((await shop.read(abandoned)).status).toBe('expired')
  expect(await bookedIn(slotId)).toEqual({ booked: 1, rows: 1 })
})

test('one order takes the stock of five expired holds', async () => {
  const sku = await addProduct(shop, { onHand: 5 })
  for (let order = 0; order < 5; order++) await expireHolds(shop, await shop.order({ lines: { [sku]: 1 } }))
  expect((await shop.place(await shop.cart({ lines: { [sku]: 5 } }))).status).toBe(201)
  expect(await stockOf(shop, sku)).toEqual({ onHand: 5, held: 5 })
  expect(await shop.job('expire-holds')).toEqual({ processed: 5, remaining: 0 })
})
