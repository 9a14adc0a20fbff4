import { describe, expect, test } from 'vitest'
import { authorisationAmount } from '../../../shared/orders/checkout/authorisation-amount.ts'

const each = { unit: 'each' } as const
const weighed = { unit: 'g' } as const

describe('what is reserved for an order', () => {
  test('with goods by weight: the estimate and a fifth of what is weighed, rounded up', () => {
    expect(authorisationAmount([each, weighed], { lines: [{ total: 1_000 }, { total: 501 }], total: 1_801 })).toBe(1_902)
    expect(authorisationAmount([weighed, weighed], { lines: [{ total: 200 }, { total: 300 }], total: 500 })).toBe(600)
  })

  test('no more than can be kept', () => {
    expect(authorisationAmount([weighed], { lines: [{ total: 2_147_483_000 }], total: 2_147_483_000 })).toBe(2_147_483_647)
  })

  test.each([
    ['without goods by weight', [each], { lines: [{ total: 500 }], total: 500 }],
    ['of goods by weight that cost nothing', [weighed], { lines: [{ total: 0 }], total: 300 }],
    ['that costs nothing', [weighed], { lines: [{ total: 100 }], total: 0 }],
  ])('nothing for one %s: it is taken at once', (_what, lines, priced) => {
    expect(authorisationAmount(lines, priced)).toBeNull()
  })
})
