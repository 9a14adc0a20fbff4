import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { goods, linesOf, orderOf, paymentOf, refundOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const view = (request: object) => shop.call('staff_order_view', request)

test('null for an unknown order', async () => {
  expect(await view({ orderId: 'nobody-knows' })).toBeNull()
})

test('the order, and what a picker must know of its goods and of others that are asked for', async () => {
  const more = { barcode: '4890000000003', temperature: 'chilled', age_restricted: true, active: false }
  await shop.insert('categories', { id: 'next', slug: 'next', name: '{"en": "Next"}' })
  await goods(shop, 'B', more)
  await goods(shop, 'A')
  await goods(shop, 'C')
  await orderOf(shop, 'order', { status: 'paid' })
  await linesOf(shop, 'order', { B: 1 })
  await paymentOf(shop, 'order')
  const order = await shop.call('order_view', { orderId: 'order' })
  const known = {
    ...{
      sku: 'B',
      barcode: '4890000000003',
      name: { en: 'B' },
      category: 'other',
      unit: 'each',
      price: 500,
      priceQuantity: 1,
    },
    ...{ temperature: 'chilled', ageRestricted: true, active: false },
  }
  expect(await view({ orderId: 'order' })).toEqual({ order, goods: [known], takenOff: [] })
  await refundOf(shop, 'r', 'order')
  await shop.insert('refund_lines', { refund_id: 'r', sku: 'B', quantity: 1, amount: 0 })
  expect(await view({ orderId: 'order' })).toMatchObject({ takenOff: [{ sku: 'B', quantity: 1 }] })
  expect(await view({ orderId: 'order', skus: ['A', 'B', 'NONE'] })).toMatchObject({ goods: [{ sku: 'A' }, known] })
})
