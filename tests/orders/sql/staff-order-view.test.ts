import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import {
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertRefund,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const view = (request: object) => shop.call('staff_order_view', request)

test('null for an unknown order', async () => {
  expect(await view({ orderId: 'unknown' })).toBeNull()
})

test('the order with its products and the requested substitutes', async () => {
  const more = { barcode: '4890000000003', temperature: 'chilled', age_restricted: true, active: false }
  await shop.insert('categories', { id: 'next', slug: 'next', name: '{"en": "Next"}' })
  await insertProduct(shop, 'B', more)
  await insertProduct(shop, 'A')
  await insertProduct(shop, 'C')
  await insertOrder(shop, 'order', { status: 'paid' })
  await insertOrderLines(shop, 'order', { B: 1 })
  await insertPayment(shop, 'order')
  const order = await shop.call('order_view', { orderId: 'order' })
  const product = {
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
  expect(await view({ orderId: 'order' })).toEqual({ order, products: [product], refundedBeforePacking: [] })
  await insertRefund(shop, 'r', 'order')
  await shop.insert('refund_lines', { refund_id: 'r', sku: 'B', quantity: 1, amount: 0 })
  expect(await view({ orderId: 'order' })).toMatchObject({ refundedBeforePacking: [{ sku: 'B', quantity: 1 }] })
  expect(await view({ orderId: 'order', skus: ['A', 'B', 'NONE'] })).toMatchObject({
    products: [{ sku: 'A' }, product],
  })
})
