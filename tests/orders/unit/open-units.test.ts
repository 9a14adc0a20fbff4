import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openUnits } from '../../../shared/orders/open-units.ts'
import { holds } from '../../promotions/properties.ts'
import { lineOf } from './order-samples.ts'

type Facts = Parameters<typeof lineOf>[0]
const openOf = (lines: Facts[], ...takenOff: { sku: string; quantity: number }[]) => {
  const ordered = lines.map(lineOf)
  return ordered.map(openUnits(ordered, takenOff))
}
const usual = (quantity: number) => ({ sku: 'A', quantity })
const sale = (quantity: number) => ({ sku: 'A', quantity, claimId: 'clm_1' })
const off = (quantity: number) => ({ sku: 'A', quantity })

describe('what of an order is still to be given', () => {
  test('all that was ordered, also of a line that is charged less', () => {
    expect(openOf([usual(2), { sku: 'B', quantity: 1, orderedQuantity: 3 }])).toEqual([2, 3])
  })

  test.each([
    [0, [2, 3]],
    [1, [1, 3]],
    [2, [0, 3]],
    [3, [0, 2]],
    [5, [0, 0]],
    [6, [0, 0]],
  ])('less %i: off the usual price first, then off what was bought of a flash sale', (quantity, left) => {
    expect(openOf([usual(2), sale(3)], off(quantity))).toEqual(left)
    expect(openOf([sale(3), usual(2)], off(quantity))).toEqual(left.toReversed())
  })

  test('of two claims the last falls off first', () => {
    expect(openOf([sale(2), sale(3)], off(4))).toEqual([1, 0])
    expect(openOf([sale(2), sale(3), usual(1)], off(4))).toEqual([2, 0, 0])
    expect(openOf([sale(2), usual(1), sale(3)], off(4))).toEqual([2, 0, 0])
  })

  test('units of another product change nothing', () => {
    const lines = [{ sku: 'B', quantity: 4 }, usual(2), { sku: 'C', quantity: 4 }]
    expect(openOf(lines, { sku: 'C', quantity: 3 }, off(1))).toEqual([4, 1, 1])
    expect(openOf(lines, off(2))).toEqual([4, 0, 4])
  })
})

test('a product loses exactly the units that were taken off it, as long as it has as many', () => {
  const line = fc.record({
    sku: fc.constantFrom('A', 'B'),
    quantity: fc.integer({ min: 1, max: 9 }),
    claimed: fc.boolean(),
  })
  const some = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    ...{ a: fc.integer({ min: 0, max: 60 }), b: fc.integer({ min: 0, max: 60 }) },
  })
  holds(some, ({ lines, a, b }) => {
    const facts = lines.map(({ claimed, ...rest }, index) => ({ ...rest, claimId: claimed ? `clm_${index}` : null }))
    const left = openOf(facts, { sku: 'A', quantity: a }, { sku: 'B', quantity: b })
    const sum = (sku: string, of: readonly number[]) =>
      of.filter((_, index) => facts[index]?.sku === sku).reduce((total, units) => total + units, 0)
    for (const [sku, taken] of [
      ['A', a],
      ['B', b],
    ] as const) {
      expect(sum(sku, left)).toBe(
        Math.max(
          0,
          sum(
            sku,
            facts.map(({ quantity }) => quantity),
          ) - taken,
        ),
      )
    }
    expect(left.every((units, index) => units >= 0 && units <= (facts[index]?.quantity ?? 0))).toBe(true)
  })
})
