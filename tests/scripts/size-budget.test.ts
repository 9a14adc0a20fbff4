import { expect, test } from 'vitest'
import { findBudgetFault } from '../../scripts/build/size-budget.ts'

test.each([
  ['catalog/list-products', 110],
  ['delivery/list-slots', 110],
  ['flash-sales/get-flash-sale', 110],
  ['orders/place-order', 140],
  ['carts/put-item', 140],
  ['flash-sales/create-claim', 140],
  ['operations/run-job', 160],
  ['payments/webhook', 120],
  ['accounts/login', 120],
])('%s has at most %i kB of 1,000 bytes', (name, kilobytes) => {
  expect(findBudgetFault(name, kilobytes * 1_000)).toBeNull()
  expect(findBudgetFault(name, kilobytes * 1_000 + 1)).toContain(`${kilobytes} kB at most`)
})
