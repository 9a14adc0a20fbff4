import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unitsToPick } from '../../../shared/orders/packing/units-to-pick.ts'
import { holds } from '../../promotions/properties.ts'
import { lineOf } from './order-samples.ts'

type Facts = Parameters<typeof lineOf>[0]
const unitsToPickOf = (lines: Facts[], ...refundedBeforePacking: { sku: string; quantity: number }[]) => {
  const ordered = lines.map(lineOf)
  return ordered.map(unitsToPick(ordered, refundedBeforePacking))
}
const ordinary = (quantity: number) => ({ sku: 'A', quantity })
const sale = (quantity: number) => ({ sku: 'A', quantity, claimId: 'clm_1' })
const refunded = (quantity: number) => ({ sku: 'A', quantity })

describe('units to pick', () => {
  test('are all ordered units, also of a line with fewer charged units', () => {
    expect(unitsToPickOf([ordinary(2), { sku: 'B', quantity: 1, orderedQuantity: 3 }])).toEqual([2, 3])
  })

  test.each([
    [0, [2, 3]],
    [1, [1, 3]],
    [2, [0, 3]],
    [3, [0, 2]],
    [5, [0, 0]],
    [6, [0, 0]],
  ])('are reduced by %i refunded units, the ordinary line first', (quantity, remaining) => {
    expect(unitsToPickOf([ordinary(2), sale(3)], refunded(quantity))).toEqual(remaining)
    expect(unitsToPickOf([sale(3), ordinary(2)], refunded(quantity))).toEqual(remaining.toReversed())
  })

  test('of two claims are reduced in the last line first', () => {
    expect(unitsToPickOf([sale(2), sale(3)], refunded(4))).toEqual([1, 0])
    expect(unitsToPickOf([sale(2), sale(3), ordinary(1)], refunded(4))).toEqual([2, 0, 0])
    expect(unitsToPickOf([sale(2), ordinary(1), sale(3)], refunded(4))).toEqual([2, 0, 0])
  })

  test('do not depend on refunds of other products', () => {
    const lines = [{ sku: 'B', quantity: 4 }, ordinary(2), { sku: 'C', quantity: 4 }]
    expect(unitsToPickOf(lines, { sku: 'C', quantity: 3 }, refunded(1))).toEqual([4, 1, 1])
    expect(unitsToPickOf(lines, refunded(2))).toEqual([4, 0, 4])
  })
})

test('the sum of the units to pick of a product is the ordered units minus the refunded units, at least 0', () => {
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
    const remaining = unitsToPickOf(facts, { sku: 'A', quantity: a }, { sku: 'B', quantity: b })
    const sum = (sku: string, of: readonly number[]) =>
      of.filter((_, index) => facts[index]?.sku === sku).reduce((total, units) => total + units, 0)
    for (const [sku, refundedUnits] of [
      ['A', a],
      ['B', b],
    ] as const) {
      expect(sum(sku, remaining)).toBe(
        Math.max(
          0,
          sum(
            sku,
            facts.map(({ quantity }) => quantity),
          ) - refundedUnits,
        ),
      )
    }
    expect(remaining.every((units, index) => units >= 0 && units <= (facts[index]?.quantity ?? 0))).toBe(true)
  })
})
