import { expect, test } from 'vitest'
import { StaffOrderPage } from '../../../shared/orders/views/read-staff-orders.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from '../catalog/test-records.ts'
import { staffHeaders } from './staff.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)

test('201: the amount is no longer missing, and I7 holds', async () => {
  const order = await shop.order({ lines: { [await addProduct(shop, { unit: 'g', onHand: 5_000 })]: 2_000 } })
  await shop.conclude(order)
  const written = (body: object) => shop.call('POST', `/admin/orders/${order.id}/write-offs`, { headers, body })
  expect((await written({ reason: 'Nothing is missing' })).body).toMatchObject({
    code: 'write_off_exceeds_missing',
    missing: 0,
  })
  await shop.call('POST', `/sandbox/payments/${order.payment.id}/capture-by-hand?amount=1500`)
  expect((await shop.read(order)).payment.missing).toBe(500)
  const listed = async (missing: boolean) => {
    const { body } = await shop.call('GET', `/admin/orders?paymentMissing=${missing}&limit=100`, { headers })
    return StaffOrderPage.parse(body).items.some(({ id }) => id === order.id)
  }
  expect([await listed(true), await listed(false)]).toEqual([true, false])
  const answer = await written({ reason: 'Paid in cash' })
  expect([await listed(true), await listed(false)]).toEqual([false, true])
  expect([answer.status, answer.body]).toEqual([201, { amount: 500, missing: 0 }])
  expect((await shop.read(order)).payment).toMatchObject({ captured: 1_500, missing: 0 })
  expect((await written({ reason: 'Again' })).status).toBe(409)
})
