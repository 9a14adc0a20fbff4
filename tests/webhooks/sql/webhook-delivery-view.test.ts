import { beforeEach, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertDelivery, insertEndpoint } from '../../support/sql/webhook-rows.ts'

const shop = await routineShop()
const view = (deliveryId: string) => shop.call('webhook_delivery_view', { deliveryId })
beforeEach(async () => {
  await insertEndpoint(shop, 'shop-a', { secret_number: 3, active: false })
  await insertEndpoint(shop, 'shop-b')
  await insertDelivery(shop, 'other', 'shop-b')
  await insertDelivery(shop, 'msg', 'shop-a')
})
const delivery = { id: 'msg', body: '{"n": 1}', endpointId: 'shop-a', url: 'https://shop-a.example/', active: false }

test('what is needed to send it, with the number of the secret', async () => {
  expect(await view('msg')).toEqual({ ...delivery, secretNumbers: [3] })
})

test('after a change the old secret is valid until previous_secret_until', async () => {
  await shop.write("update webhook_endpoints set previous_secret_until = now() + interval '1 s'")
  expect(await view('msg')).toEqual({ ...delivery, secretNumbers: [3, 2] })
  await shop.write('update webhook_endpoints set previous_secret_until = now()')
  expect(await view('msg')).toEqual({ ...delivery, secretNumbers: [3] })
})

test('null if its endpoint was deleted', async () => {
  await shop.write("delete from webhook_endpoints where id = 'shop-a'")
  expect(await view('msg')).toBeNull()
  expect(await view('other')).toMatchObject({ id: 'other' })
})

test('the same for a failing endpoint', async () => {
  await insertEndpoint(shop, 'shop-c', { failing_since: fromNow(-5) })
  await insertDelivery(shop, 'late', 'shop-c')
  expect(await view('late')).toMatchObject({ active: true, secretNumbers: [1] })
})
