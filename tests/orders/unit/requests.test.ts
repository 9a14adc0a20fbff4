import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { MovementsQuery } from '../../../shared/inventory/list-movements.ts'
import { AdvanceOrderBody } from '../../../shared/orders/advance-order.ts'
import {
  OrderPath,
  OrderTokenHeaders,
  PlaceOrderBody,
  PlaceOrderHeaders,
} from '../../../shared/orders/order-requests.ts'
import { OrdersQuery } from '../../../shared/orders/views/list-orders.ts'
import { StaffOrdersQuery } from '../../../shared/orders/views/read-staff-orders.ts'

const long = (length: number) => 'x'.repeat(length)
const faultsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => ({ path: path.join('.'), message }))

describe.each([
  ['orders of a customer', OrdersQuery],
  ['orders of the shop', StaffOrdersQuery],
  ['movements of stock', MovementsQuery],
])('a page of %s', (_what, query) => {
  test('has 20 items by default, and 1 to 100 on request', () => {
    expect(query.parse({})).toEqual({ limit: 20 })
    expect(query.parse({ limit: '1' })).toEqual({ limit: 1 })
    expect(query.parse({ limit: '100' })).toEqual({ limit: 100 })
    for (const limit of ['0', '101', '2.5', 'all'])
      expect(faultsOf(query, { limit })).toMatchObject([{ path: 'limit' }])
  })

  test('starts after the cursor of the previous page', () => {
    for (const cursor of ['0', '7', '100007', '9007199254740991']) {
      expect(query.parse({ cursor })).toEqual({ limit: 20, cursor: Number(cursor) })
    }
    const faults = [{ path: 'cursor', message: 'is not a nextCursor of this list' }]
    for (const cursor of ['', '-1', '7x', 'x7', '9007199254740992', '9999999999999999', `1${'0'.repeat(16)}`]) {
      expect(faultsOf(query, { cursor })).toEqual(faults)
    }
  })
})

describe('orders of the shop are filtered', () => {
  test.each([
    ['status', 'picking', 'picking'],
    ['packed', 'true', true],
    ['packed', 'false', false],
    ['slotId', long(100), long(100)],
    ['customerId', long(100), long(100)],
    ['email', long(254), long(254)],
    ['number', 'L-100007', 100_007],
    ['number', '7', 7],
    ['number', '123456789012345', 123_456_789_012_345],
    ['from', '2026-11-28T10:00:00+08:00', '2026-11-28T02:00:00.000Z'],
    ['to', '2026-11-28T10:00:00Z', '2026-11-28T10:00:00.000Z'],
  ])('by %s: %s', (name, value, parsed) => {
    expect(StaffOrdersQuery.parse({ [name]: value })).toEqual({ limit: 20, [name]: parsed })
  })

  test.each([
    ['status', 'lost'],
    ['packed', 'perhaps'],
    ['slotId', long(101)],
    ['customerId', long(101)],
    ['email', long(255)],
    ['from', '1999-12-31T23:59:59Z'],
    ['to', '2200-01-01T00:00:00Z'],
  ])('not by an invalid %s', (name, value) => {
    expect(faultsOf(StaffOrdersQuery, { [name]: value })).toMatchObject([{ path: name }])
  })

  test.each(['', 'L-', 'L-x', 'xL-7', '7x', 'M-7', 'L-L-7', '1234567890123456'])('not by the number %j', (number) => {
    expect(faultsOf(StaffOrdersQuery, { number })).toEqual([{ path: 'number', message: 'is not an order number' }])
  })
})

describe('an order is placed', () => {
  const body = { cartId: 'crt_1', expectedTotal: 12_340, email: 'ann@example.com' }

  test.each([
    body,
    { ...body, cartId: long(100), expectedTotal: 2_147_483_647 },
    { ...body, expectedTotal: 0, birthDate: '1990-02-28' },
  ])('with cart, total and e-mail address: %j', (request) => {
    expect(PlaceOrderBody.parse(request)).toEqual(request)
  })

  test.each([
    ['cartId', ''],
    ['cartId', long(101)],
    ['expectedTotal', -1],
    ['expectedTotal', 2_147_483_648],
    ['email', 'ann'],
    ['email', `${long(243)}@example.com`],
    ['birthDate', '1990-02-30'],
    ['', 'more'],
  ])('not with an invalid %s: %j', (name, value) => {
    expect(faultsOf(PlaceOrderBody, { ...body, ...(name === '' ? { more: value } : { [name]: value }) })).toMatchObject(
      [{ path: name }],
    )
  })

  test.each(['k', '!', '~', 'k'.repeat(255)])('with the idempotency key %s', (key) => {
    expect(PlaceOrderHeaders.parse({ 'idempotency-key': key })).toEqual({ 'idempotency-key': key })
  })

  test.each(['', 'a b', ' k', 'k ', 'é', 'k'.repeat(256)])('not with the idempotency key %j', (key) => {
    const message = 'must be 1 to 255 visible ASCII characters'
    expect(faultsOf(PlaceOrderHeaders, { 'idempotency-key': key })).toEqual([{ path: 'idempotency-key', message }])
  })

  test('not without an idempotency key', () => {
    const message = 'is required: a new UUID for each request, the same UUID for a retry'
    expect(faultsOf(PlaceOrderHeaders, {})).toEqual([{ path: 'idempotency-key', message }])
  })
})

test('an order is requested by id, and a guest’s order with its token', () => {
  expect(OrderPath.parse({ orderId: long(100) })).toEqual({ orderId: long(100) })
  expect(faultsOf(OrderPath, { orderId: long(101) })).toMatchObject([{ path: 'orderId' }])
  expect(OrderTokenHeaders.parse({})).toEqual({})
  expect(OrderTokenHeaders.parse({ 'x-order-token': long(200) })).toEqual({ 'x-order-token': long(200) })
  expect(faultsOf(OrderTokenHeaders, { 'x-order-token': long(201) })).toMatchObject([{ path: 'x-order-token' }])
})

describe('a transition request', () => {
  const picked = [
    { sku: 'A', quantity: 1_000_000 },
    { sku: 'C', quantity: 0, substitutes: 'A' },
  ]

  test.each(['picking', 'packed', 'out_for_delivery', 'delivered', 'cancelled'])('to %s', (to) => {
    expect(AdvanceOrderBody.parse({ to })).toEqual({ to })
  })

  test.each(['picking', 'packed', 'out_for_delivery'])('to %s with picks', (to) => {
    expect(AdvanceOrderBody.parse({ to, picked })).toEqual({ to, picked })
  })

  test.each(['delivered', 'cancelled'])('to %s does not allow picks', (to) => {
    const fault = { path: 'picked', message: 'is only allowed with picking, packed or out_for_delivery' }
    expect(faultsOf(AdvanceOrderBody, { to, picked })).toEqual([fault])
  })

  test.each([
    ['to', { to: 'paid' }],
    ['', { to: 'packed', all: true }],
    ['picked.0.sku', { to: 'packed', picked: [{ sku: '-', quantity: 1 }] }],
    ['picked.0.quantity', { to: 'packed', picked: [{ sku: 'A', quantity: -1 }] }],
    ['picked.0.quantity', { to: 'packed', picked: [{ sku: 'A', quantity: 1_000_001 }] }],
    ['picked.0.substitutes', { to: 'packed', picked: [{ sku: 'A', quantity: 1, substitutes: '' }] }],
    ['picked.0', { to: 'packed', picked: [{ sku: 'A', quantity: 1, more: 1 }] }],
    ['picked', { to: 'packed', picked: Array.from({ length: 401 }, () => ({ sku: 'A', quantity: 1 })) }],
  ])('is refused with a fault at %j', (path, body) => {
    expect(faultsOf(AdvanceOrderBody, body)).toMatchObject([{ path }])
  })

  test('has at most 400 picks', () => {
    const picks = Array.from({ length: 400 }, (_, index) => ({ sku: `S${index}`, quantity: 1 }))
    expect(AdvanceOrderBody.parse({ to: 'packed', picked: picks }).picked).toHaveLength(400)
  })
})
