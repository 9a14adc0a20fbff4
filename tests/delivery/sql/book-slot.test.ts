import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { bookingOf, orderOf, slotOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
beforeEach(() => orderOf(shop, 'order'))

const book = (fee = 300) => shop.run('book_slot', 's', fee, 'order', fromWhen)
const fromWhen = '2030-01-02T03:04:05+00:00'
const slot = (columns: Record<string, Value> = {}) => slotOf(shop, 's', columns)
const booked = async () => (await shop.row("select booked from delivery_slots where id = 's'"))?.booked

async function bookings(...seconds: (number | null)[]): Promise<void> {
  for (const [index, secondsFromNow] of seconds.entries()) {
    await orderOf(shop, `booked-${index}`)
    await bookingOf(shop, `booked-${index}`, 's', secondsFromNow)
  }
}

describe('book_slot', () => {
  test('takes a place for the order until then', async () => {
    await slot({ capacity: 2 })
    await bookings(60)
    expect(await book()).toBe('')
    expect(await booked()).toBe(2)
    expect(await shop.row("select slot_id, expires_at from slot_bookings where order_id = 'order'")).toEqual({
      slot_id: 's',
      expires_at: fromWhen,
    })
  })

  test('slot_closed: there is none', async () => {
    expect(await book()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('slot_closed: it was withdrawn', async () => {
    await slot({ active: false })
    expect(await book()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('slot_closed: from the very moment of its cut-off', async () => {
    await slot({ cutoff_at: fromNow(0) })
    expect(await book()).toEqual({ refused: 'slot_closed', facts: { slotId: 's' } })
  })

  test('it can be booked to the last second', async () => {
    await slot({ cutoff_at: fromNow(1) })
    expect(await book()).toBe('')
  })

  test('price_changed: the fee is no longer what the shopper saw', async () => {
    await slot({ fee: 400 })
    expect(await book(300)).toEqual({ refused: 'price_changed', facts: {} })
  })

  test('slot_full: every place is taken, for good or still in time', async () => {
    await slot({ capacity: 2 })
    await bookings(null, 1)
    expect(await book()).toEqual({ refused: 'slot_full', facts: { slotId: 's' } })
    expect(await booked()).toBe(2)
  })

  test('a full slot gives up the places that lapsed, this moment included', async () => {
    await slot({ capacity: 3 })
    await bookings(-60, 0, 1)
    expect(await book()).toBe('')
    expect(await booked()).toBe(2)
    expect(await shop.rows("select order_id from slot_bookings where slot_id = 's' order by order_id")).toEqual([
      { order_id: 'booked-2' },
      { order_id: 'order' },
    ])
  })

  test('slot_full: a capacity that was lowered is not passed, whatever lapsed', async () => {
    await slot({ capacity: 2 })
    await shop.write('alter table delivery_slots drop constraint delivery_slots_booked_within_capacity')
    await bookings(-1, 60, 60)
    expect(await book()).toEqual({ refused: 'slot_full', facts: { slotId: 's' } })
  })

  test('where there is room, lapsed places are left to the sweep', async () => {
    await slot({ capacity: 2 })
    await bookings(-60)
    await book()
    expect(await booked()).toBe(2)
  })
})
