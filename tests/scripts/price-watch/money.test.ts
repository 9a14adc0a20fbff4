import { expect, test } from 'vitest'
import { parseMoney, parsePrice } from '../../../scripts/price-watch/money.ts'

test.each([
  ['10.50', 1050],
  ['10.5', 1050],
  ['10', 1000],
  ['0.10', 10],
  ['1.005', null],
  ['10.500', 1050],
  ['19.99', 1999],
  ['4503599.63', null],
  ['999999.99', 99_999_999],
  ['1000000.00', 100_000_000],
])('%s is %s minor units', (text, minor) => {
  const money = parseMoney(text)
  expect(money.ok ? money.value : null).toBe(minor)
})

test.each(['', ' ', '-1.00', '1,000.00', '$5', '5e2', 'N/A', '.50', '5.', '１２', 'NaN', '1e21'])(
  '%j is no amount',
  (text) => {
    expect(parseMoney(text).ok).toBe(false)
  },
)

test('the reason names what was there', () => {
  expect(parseMoney('-1.00')).toEqual({ ok: false, reason: '"-1.00" is negative' })
  expect(parseMoney('ask')).toEqual({ ok: false, reason: '"ask" is not a decimal amount' })
  expect(parsePrice('0.00')).toEqual({ ok: false, reason: 'is zero' })
})
