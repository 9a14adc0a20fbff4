import { expect, test } from 'vitest'
import { lineSubtotal } from '../../shared/promotions/line-subtotal.ts'
import { grams, pieces } from './basket-samples.ts'

test('pieces: price × quantity', () => {
  expect(lineSubtotal(pieces('A', 3, 1290))).toBe(3870)
})

test('weight is rounded once for the line, half up', () => {
  expect(lineSubtotal(grams('A', 333, 12345))).toBe(4111) // 4110.885
  expect(lineSubtotal(grams('A', 100, 15))).toBe(2) // 1.5
  expect(lineSubtotal(grams('A', 99, 15))).toBe(1) // 1.485
  expect(lineSubtotal(grams('A', 0, 15))).toBe(0)
})

test('the largest quantities and prices stay exact', () => {
  expect(lineSubtotal(grams('A', 999_999, 99_999_999))).toBe(99_999_899_000) // 99,999,898,999,000.001 / 1,000
  expect(lineSubtotal(pieces('A', 1_000_000, 100_000_000))).toBe(100_000_000_000_000)
})
