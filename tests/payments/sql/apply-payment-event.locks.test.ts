import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import type { RoutineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const event = (shop: RoutineShop, id: string) =>
  shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: id, type: 'payment_failed', provider_payment_id: 'sandbox-x', payload: '{}' },
  })

describe.runIf(hasPostgres())('apply_payment_event during another transaction', () => {
  test('locks the order first', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x')
    await insertPayment(shop, 'x')
    await event(shop, 'evt')
    const met = await meet({
      first: lockStatement('orders', 'id', 'x'),
      routine: 'apply_payment_event',
      values: ['{"provider": "sandbox", "eventId": "evt"}'],
      meanwhile: async () => [
        await readLockedKeys(shop, 'orders', 'id'),
        await readLockedKeys(shop, 'payment_events', 'event_id'),
        await readLockedKeys(shop, 'payments', 'id'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['x'], [], []], answer: { outcome: 'recorded' } })
  })

  test('two concurrent deliveries: the second returns already_applied, even without an order to lock', async () => {
    const { shop, meet } = await twoSessions()
    await event(shop, 'evt')
    const { waited, answer } = await meet({
      first: "update payment_events set processed_at = now(), outcome = 'unknown_payment' where event_id = 'evt'",
      routine: 'apply_payment_event',
      values: ['{"provider": "sandbox", "eventId": "evt"}'],
    })
    expect({ waited, answer }).toEqual({ waited: true, answer: { outcome: 'already_applied' } })
  })
})
