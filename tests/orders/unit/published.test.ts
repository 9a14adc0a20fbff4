import { expect, test } from 'vitest'
import advanceOrder from '../../../functions/back-office/advance-order.ts'
import getStaffOrder from '../../../functions/back-office/get-staff-order.ts'
import listStaffOrders from '../../../functions/back-office/list-staff-orders.ts'
import putItem from '../../../functions/carts/put-item.ts'
import cancelOrder from '../../../functions/orders/cancel-order.ts'
import getOrder from '../../../functions/orders/get-order.ts'
import listOrders from '../../../functions/orders/list-orders.ts'
import placeOrder from '../../../functions/orders/place-order.ts'
import { describedAndPublished } from '../../support/published.ts'

const orderEndpoints = [placeOrder, listOrders, getOrder, cancelOrder, listStaffOrders, getStaffOrder, advanceOrder]

test('openapi.json describes the order endpoints like the code', () => {
  // put-item takes a substitution preference as input. The input schema has another name than the output schema.
  const { described, published } = describedAndPublished(
    [putItem, ...orderEndpoints].map(({ definition }) => definition),
  )
  expect(Object.keys(described)).toEqual(expect.arrayContaining(['place-order', 'advance-order', 'StaffOrder, a part']))
  expect(described).toEqual(published)
})
