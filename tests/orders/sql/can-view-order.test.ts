import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const canView = (customer: string | null, request: object) =>
  shop.run('can_view_order', customer, JSON.stringify(request))

describe('can_view_order', () => {
  test.for([
    ["a customer's order", 'ann', { customerId: 'ann', guest: false, staff: false }],
    ["a guest's order, with its token", null, { customerId: null, guest: true, staff: false }],
    ["a guest's order, with its token, signed in", null, { customerId: 'ann', guest: true, staff: false }],
    ["a guest's order that an account adopted, with its token", 'ann', { customerId: null, guest: true, staff: false }],
    ["a customer's order, by staff", 'ann', { customerId: 'sam', guest: false, staff: true }],
    ["a guest's order, by staff", null, { customerId: 'sam', guest: false, staff: true }],
  ] as const)('yes: %s', async ([, customer, request]) => {
    expect(await canView(customer, request)).toBe(true)
  })

  test.for([
    ["another customer's", 'ann', { customerId: 'bea', guest: false, staff: false }],
    ["a guest's, without its token", null, { customerId: 'ann', guest: false, staff: false }],
    ["a guest's, without any credentials", null, { customerId: null, guest: false, staff: false }],
    ["a customer's, with an empty request", 'ann', {}],
    ["a guest's, with an empty request", null, {}],
  ] as const)('no: %s', async ([, customer, request]) => {
    expect(await canView(customer, request)).toBe(false)
  })
})
