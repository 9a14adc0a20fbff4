import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

test('delay_sandbox_callback: one row in the outbox for each delivery, due after the delay', async () => {
  const request = { event: { id: 'e', type: 't' }, afterSeconds: 90, deliveries: 2 }
  expect(await shop.call('delay_sandbox_callback', request)).toEqual({})
  const row = { payload: { event: request.event }, seconds: 90 }
  const text = `select payload, extract(epoch from available_at - now())::integer as seconds from outbox
    where topic = 'sandbox_callback'`
  expect(await shop.rows(text)).toEqual([row, row])
})
