import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const maySee = (customer: string | null, request: object) =>
  shop.run('may_see_order', customer, JSON.stringify(request))

describe('may_see_order', () => {
  test.for([
    ["a customer's order", 'ann', { customerId: 'ann', guest: false, staff: false }],
    ["a guest's order, with its token", null, { customerId: null, guest: true, staff: false }],
    ["a guest's order, with its token, signed in", null, { customerId: 'ann', guest: true, staff: false }],
    ["a customer's order, by staff", 'ann', { customerId: 'sam', guest: false, staff: true }],
    ["a guest's order, by staff", null, { customerId: 'sam', guest: false, staff: true }],
  ] as const)('yes: %s', async ([, customer, request]) => {
    expect(await maySee(customer, request)).toBe(true)
  })

  test.for([
    ["another customer's", 'ann', { customerId: 'bea', guest: false, staff: false }],
    ["a customer's, with a guest's token", 'ann', { customerId: null, guest: true, staff: false }],
    ["a guest's, without its token", null, { customerId: 'ann', guest: false, staff: false }],
    ["a guest's, by nobody", null, { customerId: null, guest: false, staff: false }],
    ["a customer's, by who says nothing", 'ann', {}],
    ["a guest's, by who says nothing", null, {}],
  ] as const)('no: %s', async ([, customer, request]) => {
    expect(await maySee(customer, request)).toBe(false)
  })
})
