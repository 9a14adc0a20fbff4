import { describe, expect, test } from 'vitest'
import { authorisationAmount } from '../../../shared/orders/checkout/authorisation-amount.ts'

const each = { unit: 'each' } as const
const weighed = { unit: 'g' } as const

describe('the authorisation amount', () => {
  test('is the total plus 20 % of the products sold by weight, rounded up', () => {
    expect(authorisationAmount([each, weighed], { lines: [{ total: 1_000 }, { total: 501 }], total: 1_801 })).toBe(
      1_902,
    )
    expect(authorisationAmount([weighed, weighed], { lines: [{ total: 200 }, { total: 300 }], total: 500 })).toBe(600)
  })

  test('is at most the largest amount', () => {
    expect(authorisationAmount([weighed], { lines: [{ total: 2_147_483_000 }], total: 2_147_483_000 })).toBe(
      2_147_483_647,
    )
  })

  test.each([
    ['without products sold by weight', [each], { lines: [{ total: 500 }], total: 500 }],
    ['whose products sold by weight are free', [weighed], { lines: [{ total: 0 }], total: 300 }],
    ['with total 0', [weighed], { lines: [{ total: 100 }], total: 0 }],
  ])('is null for an order %s', (_what, lines, priced) => {
    expect(authorisationAmount(lines, priced)).toBeNull()
  })
})
