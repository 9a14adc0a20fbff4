import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const record = (type: string) => shop.call('record_sandbox_event', { id: 'evt', paymentId: 'pay', event: { type } })

test('record_sandbox_event: stores an event once, and ignores another one with the same id', async () => {
  expect(await record('payment_failed')).toEqual({})
  expect(await record('payment_succeeded')).toEqual({})
  expect(await shop.rows("select id, payment_id, event from sandbox_events where id = 'evt'")).toEqual([
    { id: 'evt', payment_id: 'pay', event: { type: 'payment_failed' } },
  ])
})
