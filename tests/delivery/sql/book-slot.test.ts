import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertBooking, insertOrder, insertSlot } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(() => insertOrder(shop, 'order'))

const book = (fee = 300) => shop.run('book_slot', 's', fee, 'order', holdUntil)
const holdUntil = '2030-01-02T03:04:05+00:00'
const slot = (columns: Record<string, Value> = {}) => insertSlot(shop, 's', columns)
const booked = async () => (await shop.row("select booked from delivery_slots where id = 's'"))?.booked

/** Adds a booking for each expiry, by a separate order; null: paid. */
async function addBookings(...seconds: (number | null)[]): Promise<void> {
  for (const [index, secondsFromNow] of seconds.entries()) {
    await insertOrder(shop, `booked-${index}`)
    await insertBooking(shop, `booked-${index}`, 's', secondsFromNow)
  }
}

describe('book_slot', () => {
  test('books a place for the order until it expires', async () => {
    await slot({ capacity: 2 })
    await addBookings(60)
    expect(await book()).toBe('')
    expect(await booked()).toBe(2)
    expect(await shop.row("select slot_id, expires_at from slot_bookings where order_id = 'order'")).toEqual({
      slot_id: 's',
      expires_at: holdUntil,
    })
  })

  test('slot_closed: unknown', async () => {
    expect(await book()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('slot_closed: inactive', async () => {
    await slot({ active: false })
    expect(await book()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('slot_closed: from the cut-off time on', async () => {
    await slot({ cutoff_at: fromNow(0) })
    expect(await book()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('open until the last second', async () => {
    await slot({ cutoff_at: fromNow(1) })
    expect(await book()).toBe('')
  })

  test('price_changed: the fee differs from the one that the shopper saw', async () => {
    await slot({ fee: 400 })
    expect(await book(300)).toEqual({ refused: 'price_changed', facts: {} })
  })

  test('slot_full: every place is booked by a paid order or an unexpired one', async () => {
    await slot({ capacity: 2 })
    await addBookings(null, 1)
    expect(await book()).toEqual({ refused: 'slot_full', facts: { slotId: 's' } })
    expect(await booked()).toBe(2)
  })

  test('a full slot deletes expired bookings, including those that expire now', async () => {
    await slot({ capacity: 3 })
    await addBookings(-60, 0, 1)
    expect(await book()).toBe('')
    expect(await booked()).toBe(2)
    expect(await shop.rows("select order_id from slot_bookings where slot_id = 's' order by order_id")).toEqual([
      { order_id: 'booked-2' },
      { order_id: 'order' },
    ])
  })

  test('slot_full: more bookings than a reduced capacity, even after deleting expired ones', async () => {
    await slot({ capacity: 2 })
    await shop.write('alter table delivery_slots drop constraint delivery_slots_booked_within_capacity')
    await addBookings(-1, 60, 60)
    expect(await book()).toEqual({ refused: 'slot_full', facts: { slotId: 's' } })
  })

  test('with a free place, expired bookings are left to the cleanup job', async () => {
    await slot({ capacity: 2 })
    await addBookings(-60)
    await book()
    expect(await booked()).toBe(2)
  })
})
