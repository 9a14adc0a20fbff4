import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertDelivery, insertEndpoint } from '../../support/sql/webhook-rows.ts'

const shop = await routineShop()
const time = (day: number) => `2026-01-0${day}T00:00:00+00:00`

test('a delivery with its attempts and its body', async () => {
  await insertEndpoint(shop, 'shop-a')
  const ended = { status: 'failed', attempts: '[{"status": 500}]', created_at: time(1), finished_at: time(2) }
  await insertDelivery(shop, 'msg', 'shop-a', ended)
  expect(await shop.row('select webhook_delivery_record(d) as record from webhook_deliveries d')).toEqual({
    record: {
      ...{ id: 'msg', eventType: 'order.paid', orderId: 'order', status: 'failed', attempts: [{ status: 500 }] },
      ...{ body: { n: 1 }, createdAt: time(1), finishedAt: time(2) },
    },
  })
})
