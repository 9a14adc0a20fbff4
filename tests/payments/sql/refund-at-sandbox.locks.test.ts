import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const captured = JSON.stringify({ id: 'e', type: 'payment_succeeded', data: { paymentId: 'pay', amount: 1_000 } })

describe.runIf(hasPostgres())('refund_at_sandbox during another refund of the payment', () => {
  test('waits for it, and refuses what is not left', async () => {
    const { shop, meet } = await twoSessions()
    await shop.insert('sandbox_events', { id: 'e', payment_id: 'pay', event: captured })
    const request = (eventId: string) => JSON.stringify({ paymentId: 'pay', eventId, refundId: eventId, amount: 600 })
    const { waited, answer } = await meet({
      first: `select refund_at_sandbox('${request('first')}')`,
      routine: 'refund_at_sandbox',
      values: [request('second')],
    })
    expect({ waited, answer }).toMatchObject({
      waited: true,
      answer: { event: { type: 'refund_failed' }, refundable: 400 },
    })
  })
})
