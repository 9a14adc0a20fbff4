import { describe, expect, test } from 'vitest'
import { formatMoney } from '../../../shared/notifications/format-money.ts'
import { chargeableAmount } from '../../../shared/orders/checkout/placement.ts'
import { fromStripeAmount, toStripeAmount } from '../../../shared/payments/stripe/amounts.ts'
import { currencies, findCurrency } from '../../../shared/platform/configuration/currencies.ts'

/** The rules of https://docs.stripe.com/currencies: decimals, Stripe's amount of 1,000 minor units, step, minimum. */
test.each([
  ['HKD', 2, 1_000, 1, 400, 'HK$10.00'],
  ['JPY', 0, 1_000, 1, 50, 'JP¥1,000'],
  ['KRW', 0, 1_000, 1, 50, '₩1,000'],
  ['TWD', 2, 1_000, 1, 1, 'NT$10.00'],
  ['HUF', 2, 1_000, 1, 17_500, 'HUF 10.00'],
  ['ISK', 0, 100_000, 1, 1, 'ISK 1,000'],
  ['UGX', 0, 100_000, 1, 1, 'UGX 1,000'],
  ['KWD', 3, 1_000, 10, 10, 'KWD 1.000'],
  ['BHD', 3, 1_000, 10, 10, 'BHD 1.000'],
])('%s', (code, decimals, stripeAmount, step, minimum, shown) => {
  expect(findCurrency(code)).toMatchObject({ decimals, stripe: { step, minimum } })
  expect(toStripeAmount(1_000, code)).toBe(stripeAmount)
  expect(fromStripeAmount(stripeAmount, code.toLowerCase())).toBe(1_000)
  expect(formatMoney(1_000, code).replaceAll(/\s/g, ' ')).toBe(shown)
})

describe('every currency', () => {
  test.each([...currencies])('%s: Stripe accepts what the shop charges', (code, { decimals, stripe }) => {
    const { step, minimum, unitsPerMinorUnit } = stripe
    expect(minimum % step).toBe(0)
    for (const total of [minimum, minimum + 1, 1_005, 99_999, 2_147_483_647]) {
      const charged = chargeableAmount(total, step)
      expect(total - charged).toBeGreaterThanOrEqual(0)
      expect(total - charged).toBeLessThan(step)
      const sent = toStripeAmount(charged, code)
      if (decimals === 3) expect(sent % 10).toBe(0)
      if (unitsPerMinorUnit === 100) expect(sent % 100).toBe(0)
      expect(String(sent).length).toBeLessThanOrEqual(12)
    }
  })
})

test('an amount of an unknown currency in an event is not converted', () => {
  expect(fromStripeAmount(500, 'xyz')).toBe(500)
  expect(() => findCurrency('XYZ')).toThrow('unknown currency XYZ')
})
