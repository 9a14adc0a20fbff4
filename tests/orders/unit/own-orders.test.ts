import { describe, expect, test } from 'vitest'
import { cancelOrder } from '../../../shared/orders/cancel-order.ts'
import { resolveOrderAccess } from '../../../shared/orders/order-access.ts'
import { listOrders } from '../../../shared/orders/views/list-orders.ts'
import { presentOrder } from '../../../shared/orders/views/present-order.ts'
import { readOrder } from '../../../shared/orders/views/read-order.ts'
import { readStaffOrder } from '../../../shared/orders/views/read-staff-orders.ts'
import { presentStaffOrder } from '../../../shared/orders/views/staff-order.ts'
import { orderToken } from '../../../shared/platform/auth/order-token.ts'
import { configuration, fakeDatabase, refusalError } from './fake-database.ts'
import { orderOf, sampleOrder } from './order-samples.ts'

const ann = { customerId: 'cus_ann', role: 'customer' } as const
const request = { orderId: 'ord_1', caller: ann, token: undefined }
const accessOfAnn = { customerId: 'cus_ann', guest: false, staff: false }
const notFound = {
  ok: false,
  code: 'order_not_found',
  detail: 'The order does not exist or is not yours.',
  facts: {},
}
const anonymousRequest = { orderId: 'ord_1', caller: null, token: undefined }
const unauthenticated = {
  ...{ ok: false, code: 'unauthenticated', facts: {} },
  detail: "Sign in, or send the order's accessToken as X-Order-Token.",
}

describe('the access to an order', () => {
  test('of a customer has the customer id', async () => {
    expect(await resolveOrderAccess(configuration, request)).toEqual(accessOfAnn)
  })

  test.each(['staff', 'admin'] as const)('of the role %s is staff access', async (role) => {
    const caller = { customerId: 'cus_staff', role }
    expect(await resolveOrderAccess(configuration, { ...request, caller })).toEqual({
      ...{ customerId: 'cus_staff', guest: false, staff: true },
    })
  })

  test('of a guest requires the token of this order', async () => {
    const guest = { customerId: null, guest: true, staff: false }
    const token = await orderToken(configuration, 'ord_1')
    expect(await resolveOrderAccess(configuration, { ...anonymousRequest, token })).toEqual(guest)
    expect(await resolveOrderAccess(configuration, { ...anonymousRequest, token, orderId: 'ord_2' })).toEqual({
      ...guest,
      guest: false,
    })
    expect(await resolveOrderAccess(configuration, { ...request, token })).toEqual({ ...accessOfAnn, guest: true })
  })

  test('is null without credentials', async () => {
    expect(await resolveOrderAccess(configuration, anonymousRequest)).toBeNull()
  })
})

describe('an order is read', () => {
  test('by its customer', async () => {
    const { database, calls } = fakeDatabase({ visible_order_view: [sampleOrder] })
    const outcome = await readOrder(database, configuration, request)
    expect(outcome).toEqual({ ok: true, value: presentOrder(sampleOrder), headers: {} })
    expect(calls).toEqual([{ routine: 'visible_order_view', argument: { orderId: 'ord_1', ...accessOfAnn } }])
  })

  test('404 order_not_found, 401 unauthenticated', async () => {
    const { database, routines } = fakeDatabase({ visible_order_view: [null] })
    expect(await readOrder(database, configuration, request)).toEqual(notFound)
    expect(await readOrder(database, configuration, anonymousRequest)).toEqual(unauthenticated)
    expect(routines()).toEqual(['visible_order_view'])
  })

  test('by staff, with the pick list', async () => {
    const view = { order: orderOf({}), products: [], refundedBeforePacking: [] }
    const { database, calls } = fakeDatabase({ staff_order_view: [view, null] })
    expect(await readStaffOrder(database, 'ord_1')).toEqual({ ok: true, value: presentStaffOrder(view), headers: {} })
    expect(await readStaffOrder(database, 'ord_2')).toEqual(notFound)
    expect(calls.map(({ argument }) => argument)).toEqual([{ orderId: 'ord_1' }, { orderId: 'ord_2' }])
  })
})

describe('an order is cancelled', () => {
  test('by its customer, and never as staff', async () => {
    const { database, calls } = fakeDatabase({ cancel_order: [{ ...sampleOrder, status: 'cancelled' }] })
    const caller = { customerId: 'cus_admin', role: 'admin' } as const
    const outcome = await cancelOrder(database, configuration, { ...request, caller })
    expect(outcome).toEqual({ ok: true, value: presentOrder({ ...sampleOrder, status: 'cancelled' }), headers: {} })
    const argument = { orderId: 'ord_1', customerId: 'cus_admin', guest: false, staff: false }
    expect(calls).toEqual([{ routine: 'cancel_order', argument }])
  })

  test.each(['order_not_found', 'order_not_cancellable'])('or refused with %s', async (code) => {
    const { database } = fakeDatabase({ cancel_order: [refusalError(code, { status: 'picking' })] })
    expect(await cancelOrder(database, configuration, request)).toMatchObject({ code, facts: { status: 'picking' } })
  })

  test('401 unauthenticated without a database call', async () => {
    const { database, routines } = fakeDatabase({})
    expect(await cancelOrder(database, configuration, anonymousRequest)).toEqual(unauthenticated)
    expect(routines()).toEqual([])
  })
})

describe('the orders of a customer', () => {
  const items = [9, 8, 7].map((number) => ({ ...sampleOrder, number }))

  test('are returned in pages, and one order more is read than returned', async () => {
    const { database, calls } = fakeDatabase({ customer_orders_view: [{ items }] })
    const page = await listOrders(database, ann, { limit: 2, cursor: 10 })
    expect(page).toEqual({
      ok: true,
      value: { items: items.slice(0, 2).map(presentOrder), nextCursor: '8' },
      headers: {},
    })
    const argument = { customerId: 'cus_ann', before: 10, limit: 3 }
    expect(calls).toEqual([{ routine: 'customer_orders_view', argument }])
  })

  test('have no next cursor on the last page', async () => {
    const { database, calls } = fakeDatabase({ customer_orders_view: [{ items }, { items: [] }] })
    const whole = await listOrders(database, ann, { limit: 3 })
    expect(whole).toMatchObject({ value: { items: items.map(presentOrder), nextCursor: null } })
    expect(await listOrders(database, ann, { limit: 3 })).toMatchObject({ value: { items: [], nextCursor: null } })
    expect(calls[0]?.argument).toMatchObject({ before: null })
  })

  test('404 account_not_found', async () => {
    const { database } = fakeDatabase({ customer_orders_view: [null] })
    const outcome = await listOrders(database, ann, { limit: 3 })
    expect(outcome).toMatchObject({ ok: false, code: 'account_not_found', detail: expect.stringContaining('account') })
  })
})
