import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../support/database.ts'
import { actor } from './actor.ts'
import { bookingOf, orderOf, slotOf } from './small-shop.ts'
import { twoSessions } from './two-sessions.ts'

describe.runIf(hasPostgres())('update_delivery_slot beside another transaction', () => {
  test('waits for who books, and counts their place', async () => {
    const { shop, meet } = await twoSessions()
    await slotOf(shop, 's', { capacity: 2 })
    await orderOf(shop, 'booked')
    await bookingOf(shop, 'booked', 's')
    await orderOf(shop, 'other-order')
    const { waited, answer } = await meet({
      first: "select book_slot('s', 300, 'other-order', now() + interval '1 hour')",
      routine: 'update_delivery_slot',
      values: [JSON.stringify({ actor, slotId: 's', changes: { capacity: 1 } })],
    })
    const refusal = { refused: 'capacity_below_booked', facts: { booked: 2 } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })
})

describe.runIf(hasPostgres())('update_delivery_zone beside another transaction', () => {
  test('waits for who changes another zone, and finds the area taken', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['y', 'z']) await shop.insert('delivery_zones', { id, name: '{"en": "Zone"}' })
    const change = (zoneId: string) => JSON.stringify({ actor, zoneId, changes: { districts: ['both'] } })
    const { waited, answer } = await meet({
      first: `select update_delivery_zone('${change('y')}')`,
      routine: 'update_delivery_zone',
      values: [change('z')],
    })
    const refusal = { refused: 'area_taken', facts: { area: 'both', zoneId: 'y' } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })

  test('an order reads the zone as it was, and waits for nobody', async () => {
    const { shop, meet } = await twoSessions()
    await shop.insert('delivery_zones', { id: 'z', name: '{"en": "Zone"}', fallback: true })
    const { waited, answer } = await meet({
      first: `select update_delivery_zone('${JSON.stringify({ actor, zoneId: 'z', changes: { fee: 5 } })}')`,
      routine: 'zone_of_address',
      values: ['{"line1": "1"}'],
    })
    expect({ waited, answer }).toMatchObject({ waited: false, answer: { id: 'z', fee: 0, version: 1 } })
  })
})
