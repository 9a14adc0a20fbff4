import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertEndpoint } from '../../support/sql/webhook-rows.ts'

const shop = await routineShop()
const time = (day: number) => `2026-01-0${day}T00:00:00+00:00`

test('an endpoint without its secret', async () => {
  await insertEndpoint(shop, 'shop-a', {
    ...{ description: 'Books', event_types: ['order.paid'], active: false, secret_number: 3, version: 7 },
    ...{ previous_secret_until: time(1), failing_since: time(2), disabled_at: time(3) },
    ...{ created_at: time(4), updated_at: time(5) },
  })
  expect(await shop.row('select webhook_record(e) as record from webhook_endpoints e')).toEqual({
    record: {
      ...{ id: 'shop-a', url: 'https://shop-a.example/', description: 'Books', eventTypes: ['order.paid'] },
      ...{ active: false, secretNumber: 3, version: 7, previousSecretUntil: time(1), failingSince: time(2) },
      ...{ disabledAt: time(3), createdAt: time(4), updatedAt: time(5) },
    },
  })
})
