import { beforeEach, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { deliveryOf, endpointOf } from '../../support/sql/small-webhooks.ts'

const shop = await routineShop()
const view = (deliveryId: string) => shop.call('webhook_delivery_view', { deliveryId })
beforeEach(async () => {
  await endpointOf(shop, 'shop-a', { secret_number: 3, active: false })
  await endpointOf(shop, 'shop-b')
  await deliveryOf(shop, 'other', 'shop-b')
  await deliveryOf(shop, 'msg', 'shop-a')
})
const known = { id: 'msg', body: '{"n": 1}', endpointId: 'shop-a', url: 'https://shop-a.example/', active: false }

test('what is needed to send it, with the secret that signs', async () => {
  expect(await view('msg')).toEqual({ ...known, secretNumbers: [3] })
})

test('while a secret is being changed the one before signs as well, up to that very moment', async () => {
  await shop.write("update webhook_endpoints set previous_secret_until = now() + interval '1 s'")
  expect(await view('msg')).toEqual({ ...known, secretNumbers: [3, 2] })
  await shop.write('update webhook_endpoints set previous_secret_until = now()')
  expect(await view('msg')).toEqual({ ...known, secretNumbers: [3] })
})

test('null when its endpoint is gone', async () => {
  await shop.write("delete from webhook_endpoints where id = 'shop-a'")
  expect(await view('msg')).toBeNull()
  expect(await view('other')).toMatchObject({ id: 'other' })
})

test('of an endpoint that fails it is the same', async () => {
  await endpointOf(shop, 'shop-c', { failing_since: fromNow(-5) })
  await deliveryOf(shop, 'late', 'shop-c')
  expect(await view('late')).toMatchObject({ active: true, secretNumbers: [1] })
})
