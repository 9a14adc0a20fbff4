import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apportion } from '../../shared/promotions/apportion.ts'
import { multiplyDivide, percentOf } from '../../shared/promotions/exact-division.ts'
import { refundForUnits } from '../../shared/promotions/refund-for-units.ts'
import { holds } from './properties.ts'

const money = fc.integer({ min: 0, max: 100_000_000_000_000 })

describe('apportion', () => {
  test('largest remainder; equal remainders go to the earlier part', () => {
    expect(apportion(100, [1, 1, 1], [100, 100, 100])).toEqual([34, 33, 33])
    expect(apportion(10, [300, 200, 1])).toEqual([6, 4, 0])
    expect(apportion(10, [31, 34, 35])).toEqual([3, 3, 4])
    expect(apportion(7, [2, 2, 6])).toEqual([2, 1, 4])
    expect(apportion(3, [1, 1, 3])).toEqual([1, 0, 2])
    expect(apportion(4, [1, 3, 3, 1])).toEqual([1, 2, 1, 0])
    expect(apportion(0, [5, 5])).toEqual([0, 0])
    expect(apportion(0, [])).toEqual([])
  })
  test('the excess of a capped part goes to the others by weight, or by cap when weights are 0', () => {
    expect(apportion(90, [8, 1, 1], [10, 100, 100])).toEqual([10, 40, 40])
    expect(apportion(30, [1, 0, 0], [10, 30, 10])).toEqual([10, 15, 5])
  })
  test('an amount above the caps throws', () => {
    expect(() => apportion(11, [1, 1], [5, 5])).toThrow('1 of 11 exceeds the caps')
    expect(() => apportion(1, [0], [0])).toThrow(RangeError)
    expect(() => apportion(1, [1], [])).toThrow(RangeError)
  })
  test('shares add up exactly, none exceeds its cap, none differs from its proportion by a cent or more', () => {
    const cases = fc
      .array(money, { minLength: 1, maxLength: 12 })
      .chain((weights) =>
        fc.record({ weights: fc.constant(weights), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
      )
    holds(cases, ({ weights, part }) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const amount = Math.floor(total * part)
      const shares = apportion(amount, weights)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount)
      for (const [index, share] of shares.entries()) {
        expect(share).toBeLessThanOrEqual(weights[index] ?? 0)
        const { whole } = multiplyDivide(amount, weights[index] ?? 0, Math.max(total, 1))
        expect(share - whole === 0 || share - whole === 1).toBe(true)
      }
    })
  })
  test('shares add up exactly with separate caps', () => {
    const parts = fc.array(fc.record({ weight: fc.nat(50), cap: fc.nat(50) }), { minLength: 1, maxLength: 8 })
    holds(fc.record({ parts, part: fc.double({ min: 0, max: 1, noNaN: true }) }), ({ parts, part }) => {
      const caps = parts.map(({ cap }) => cap)
      const amount = Math.floor(caps.reduce((sum, cap) => sum + cap, 0) * part)
      const weights = parts.map(({ weight }) => weight)
      const shares = apportion(amount, weights, caps)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount)
      expect(shares.every((share, index) => share >= 0 && share <= (caps[index] ?? 0))).toBe(true)
    })
  })
})

describe('refundForUnits', () => {
  test('10.00 for 3 pieces: 3.33, then 3.34, then 3.33', () => {
    const line = { total: 1000, quantity: 3 }
    expect([0, 1, 2].map((before) => refundForUnits(line, before, 1))).toEqual([333, 334, 333])
  })
  test('half a cent is rounded up, for the first piece', () => {
    expect([0, 1].map((before) => refundForUnits({ total: 1, quantity: 2 }, before, 1))).toEqual([1, 0])
  })
  test('any sequence of refunds adds up to the total of the line, and none is negative', () => {
    const cases = fc.record({ total: money, steps: fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1 }) })
    holds(cases, ({ total, steps }) => {
      const quantity = steps.reduce((sum, step) => sum + step, 0)
      let before = 0
      let refunded = 0
      for (const step of steps) {
        const refund = refundForUnits({ total, quantity }, before, step)
        expect(refund).toBeGreaterThanOrEqual(0)
        refunded += refund
        before += step
      }
      expect(refunded).toBe(total)
    })
  })
  test('more units than the line has refund at most its total', () => {
    expect(refundForUnits({ total: 1000, quantity: 3 }, 2, 5)).toBe(333)
  })
})

test('a percent is rounded half up, and exact for the largest amounts', () => {
  expect([percentOf(50, 1), percentOf(49, 1), percentOf(4995, 10)]).toEqual([1, 0, 500])
  expect(percentOf(99_999_999_999_999, 99)).toBe(98_999_999_999_999)
})
