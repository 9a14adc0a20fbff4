import { describe, expect, test } from 'vitest'
import type { OrderRecord } from '../../../shared/orders/order-record.ts'
import { sortPicks, type Picked, assignPicks } from '../../../shared/orders/packing/assign-picks.ts'
import type { PickProduct } from '../../../shared/orders/views/staff-order.ts'
import { productOf, orderOf } from './order-samples.ts'

type Lines = Partial<OrderRecord['lines'][number]>[]
type TakenOff = { sku: string; quantity: number }[]

const told = (sku: string, quantity: number, substitutes?: string): Picked[number] =>
  substitutes === undefined ? { sku, quantity } : { sku, quantity, substitutes }
const known = ['A', 'B', 'C', 'D', 'E'].map((sku) => productOf(sku))

/** What is sorted of an order of `lines`, told short: what of each line was there, then `1 C for A` of each substitute. */
function sorted(lines: Lines, picked: Picked, products: readonly PickProduct[] = known, refundedBeforePacking?: TakenOff) {
  const order = orderOf(...lines)
  const found = assignPicks(order, picked, products, refundedBeforePacking)
  if ('ok' in found) return found.facts.errors
  expect(found.lines.map(({ line }) => line)).toEqual(order.lines)
  return [
    ...found.lines.map((one) => one.picked),
    ...found.substitutes.map((one) => `${one.quantity} ${one.product.sku} for ${one.line.sku}`),
  ]
}
const fault = (path: string, sku: string, message: string) => [{ path, message, sku }]

describe('ordered products', () => {
  test('are each told once, in whatever order', () => {
    expect(sorted([{ sku: 'A' }, { sku: 'B' }], [told('B', 1), told('A', 2)])).toEqual([2, 1])
    expect(sorted([{ sku: 'A' }], [told('A', 0)])).toEqual([0])
  })

  test('are refused with sentence and faults', () => {
    expect(assignPicks(orderOf({ sku: 'A' }), [], known)).toEqual({
      ...{
        ok: false,
        code: 'invalid_picks',
        detail: 'What was picked does not fit to what was ordered, for the reasons in errors.',
      },
      facts: { errors: fault('picked', 'A', 'is missing; use quantity 0 for an unavailable product') },
    })
  })

  test('that are not told are named, all of them', () => {
    expect(sorted([{ sku: 'A' }, { sku: 'B' }, { sku: 'D' }], [told('B', 2)])).toMatchObject([
      { sku: 'A' },
      { sku: 'D' },
    ])
  })

  test.each([
    ['twice', [told('A', 1), told('B', 1), told('A', 1)], 'picked.2', 'is listed twice'],
    [
      'in place of another',
      [told('A', 1, 'B'), told('B', 1)],
      'picked.0',
      'is an ordered product and cannot be a substitute',
    ],
    ['as more than was ordered', [told('A', 3), told('B', 1)], 'picked.0', 'at most 2 can be picked'],
  ])('are not told %s', (_how, picked, path, message) => {
    expect(sorted([{ sku: 'A' }, { sku: 'B' }], picked)).toEqual(fault(path, 'A', message))
  })

  test('by weight may be a fifth more', () => {
    const weighed: Lines = [{ sku: 'A', unit: 'g', quantity: 304 }]
    expect(sorted(weighed, [told('A', 364)])).toEqual([364])
    expect(sorted(weighed, [told('A', 365)])).toEqual(fault('picked.0', 'A', 'at most 364 can be picked'))
  })

  test('bought twice, in a flash sale and at the usual price, fill the former first; any more goes to the last', () => {
    const lines: Lines = [{ sku: 'A' }, { sku: 'B' }, { sku: 'A', claimId: 'clm_1' }]
    for (const [quantity, parts] of [
      [0, [0, 2, 0]],
      [1, [0, 2, 1]],
      [3, [1, 2, 2]],
      [4, [2, 2, 2]],
    ] as const) {
      expect(sorted(lines, [told('A', quantity), told('B', 2)])).toEqual(parts)
      expect(sorted(lines.toReversed(), [told('A', quantity), told('B', 2)])).toEqual(parts.toReversed())
    }
    expect(sorted(lines, [told('A', 5), told('B', 2)])).toEqual(fault('picked.0', 'A', 'at most 4 can be picked'))
    const weighed: Lines = [
      { sku: 'A', unit: 'g', quantity: 100, claimId: 'clm_1' },
      { sku: 'A', unit: 'g', quantity: 100 },
    ]
    expect(sorted(weighed, [told('A', 240)])).toEqual([100, 140])
  })
})

describe('what came in place of what was not there', () => {
  const lines: Lines = [{ sku: 'A' }, { sku: 'B' }]

  test.each([
    ['for the line that it names', [told('A', 0), told('B', 0), told('C', 2, 'B')], [0, 0, '2 C for B']],
    ['for the only line that misses something', [told('A', 2), told('B', 1), told('C', 1)], [2, 1, '1 C for B']],
    [
      'after others filled the other line',
      [told('A', 0), told('B', 0), told('C', 2, 'A'), told('D', 2)],
      [0, 0, '2 C for A', '2 D for B'],
    ],
    ['for none, where it is told with 0', [told('A', 2), told('B', 2), told('C', 0)], [2, 2]],
  ])('counts %s', (_what, picked, expected) => {
    expect(sorted(lines, picked)).toEqual(expected)
  })

  const noLine = 'matches no single ordered line; name the replaced product in substitutes'

  test.each([
    ['for either of two lines', [told('A', 1), told('B', 1), told('C', 1)], 'picked.2', 'C', noLine],
    ['for a line that is whole', [told('A', 2), told('B', 2), told('C', 1)], 'picked.2', 'C', noLine],
    ['for a product that was not ordered', [told('A', 0), told('B', 2), told('C', 1, 'D')], 'picked.2', 'C', noLine],
    [
      'for more than is missing',
      [told('A', 1), told('B', 2), told('C', 2, 'A')],
      'picked.2',
      'C',
      'only 1 of A are missing',
    ],
    ['twice', [told('A', 0), told('B', 2), told('C', 1, 'A'), told('C', 1, 'A')], 'picked.3', 'C', 'is listed twice'],
    ['if nobody knows it', [told('A', 0), told('B', 2), told('Z', 1, 'A')], 'picked.2', 'Z', 'is not for sale'],
  ])('cannot come %s', (_what, picked, path, sku, message) => {
    expect(sorted(lines, picked)).toEqual(fault(path, sku, message))
  })

  test('shares what a line misses with others', () => {
    const picked = [told('A', 0), ...['C', 'D', 'E'].map((sku) => told(sku, 1, 'A'))]
    expect(sorted([{ sku: 'A' }], picked)).toEqual(fault('picked.3', 'E', 'only 0 of A are missing'))
    expect(sorted([{ sku: 'A' }], picked.slice(0, 3))).toEqual([0, '1 C for A', '1 D for A'])
    const two = [told('A', 0), told('C', 1, 'A'), told('D', 1, 'A'), told('E', 1, 'A')]
    expect(sorted([{ sku: 'A', quantity: 3 }], two)).toEqual([0, '1 C for A', '1 D for A', '1 E for A'])
  })

  test('is still sold, and of no age where nobody was asked for theirs', () => {
    const picked = [told('A', 0), told('C', 2)]
    const replacedBy = (facts: Partial<PickProduct>) => [productOf('A'), productOf('C', facts)]
    expect(sorted([{ sku: 'A' }], picked, replacedBy({ active: false }))).toEqual(
      fault('picked.1', 'C', 'is not for sale'),
    )
    const aged = replacedBy({ ageRestricted: true })
    expect(sorted([{ sku: 'A' }], picked, aged)).toEqual(
      fault('picked.1', 'C', 'is age-restricted, but the order is not'),
    )
    const asked = assignPicks({ ...orderOf({ sku: 'A' }), ageRestricted: true }, picked, aged)
    expect(calls).toMatchObject({ substitutes: [{ quantity: 2 }] })
  })

  test('by weight may be a fifth more than is missing', () => {
    const weighed: Lines = [{ sku: 'A', unit: 'g', quantity: 300 }]
    const cheese = [productOf('A', { unit: 'g' }), productOf('C', { unit: 'g' })]
    expect(sorted(weighed, [told('A', 200), told('C', 120)], cheese)).toEqual([200, '120 C for A'])
    const message = 'only 100 of A are missing'
    expect(sorted(weighed, [told('A', 200), told('C', 121)], cheese)).toEqual(fault('picked.1', 'C', message))
  })

  test('all faults are told', () => {
    expect(sorted(lines, [told('A', 9), told('Z', 1, 'A'), told('C', 1, 'Q')])).toMatchObject([
      { path: 'picked.0', sku: 'A' },
      { path: 'picked', sku: 'B' },
      { path: 'picked.1', sku: 'Z' },
      { path: 'picked.2', sku: 'C' },
    ])
  })
})

describe('the wish of a line', () => {
  const named = { type: 'sku', sku: 'C' } as const

  test('for this very product finds its line', () => {
    const lines: Lines = [{ sku: 'A' }, { sku: 'B', substitution: named }]
    expect(sorted(lines, [told('A', 0), told('B', 0), told('C', 1)])).toEqual([0, 0, '1 C for B'])
    const other: Lines = [{ sku: 'A', substitution: { ...named, sku: 'D' } }, { sku: 'B' }]
    expect(sorted(other, [told('A', 0), told('B', 0), told('C', 1)])).toEqual([0, 0, '1 C for B'])
  })

  const picked = [told('A', 0), told('C', 1, 'A')]
  const allowing = (
    substitution: Lines[number]['substitution'],
    facts: Partial<PickProduct> = {},
    ordered: Partial<PickProduct> = {},
  ) =>
    sorted([substitution === undefined ? {} : { substitution }], picked, [productOf('A', ordered), productOf('C', facts)])

  test.each([
    ['something similar', { type: 'similar' } as const, {}],
    ['something similar that costs just the most', { type: 'similar', maximumPrice: 400 } as const, {}],
    ['what is named, of whatever category', named, { category: 'bread' }],
    ['what is named, at just the most', { ...named, maximumPrice: 400 }, {}],
  ])('allows %s', (_what, substitution, facts) => {
    expect(allowing(substitution, facts)).toEqual([0, '1 C for A'])
  })

  test.each([
    ['to leave it out', { type: 'none' } as const, {}, 'A is wished to be left out when it is not there'],
    ['for another product', { ...named, sku: 'D' }, {}, 'A may only be D'],
    [
      'for its like',
      { type: 'similar' } as const,
      { category: 'bread' },
      'is not similar: it is of another category than A',
    ],
    ['for pieces', { type: 'similar' } as const, { unit: 'g' as const }, 'A is counted in another unit'],
    ['for pieces of what is named', named, { unit: 'g' as const }, 'A is counted in another unit'],
    [
      'for at most so much',
      { type: 'similar', maximumPrice: 399 } as const,
      {},
      'costs more than the 399 that are wished at most',
    ],
    [
      'for what is named at most so much',
      { ...named, maximumPrice: 399 },
      {},
      'costs more than the 399 that are wished at most',
    ],
  ])('%s refuses the rest', (_what, substitution, facts, message) => {
    expect(allowing(substitution, facts)).toEqual(fault('picked.1', 'C', message))
  })

  test('goes by where the ordered product stands now, and by nothing where the catalog has it no more', () => {
    expect(allowing({ type: 'similar' }, { category: 'new' }, { category: 'new' })).toEqual([0, '1 C for A'])
    const message = 'is not similar: it is of another category than A'
    expect(sorted([{ sku: 'A' }], picked, [productOf('C')])).toEqual(fault('picked.1', 'C', message))
  })

  test('to leave it out finds no line by itself', () => {
    const lines: Lines = [{ sku: 'A', substitution: { type: 'none' } }, { sku: 'B' }]
    expect(sorted(lines, [told('A', 0), told('B', 1), told('C', 1)])).toEqual([0, 1, '1 C for B'])
  })
})

describe('units that were refunded before packing', () => {
  const sort = (given: number, replaced: number) =>
    sorted([{ sku: 'A' }], [told('A', given), told('C', replaced)], known, [{ sku: 'A', quantity: 1 }])

  test('are neither given nor replaced', () => {
    expect(sort(2, 0)).toEqual(fault('picked.0', 'A', 'at most 1 can be picked'))
    expect(sort(1, 1)).toMatchObject([{ path: 'picked.1', sku: 'C' }])
    expect(sort(0, 2)).toEqual(fault('picked.1', 'C', 'only 1 of A are missing'))
    expect([sort(1, 0), sort(0, 1)]).toEqual([[1], [0, '1 C for A']])
  })

  test('fall off the usual price first', () => {
    const lines: Lines = [{ sku: 'A' }, { sku: 'A', claimId: 'clm_1' }]
    for (const [quantity, left] of [
      [1, [1, 2]],
      [3, [0, 1]],
    ] as const) {
      const given = left[0] + left[1]
      expect(sorted(lines, [told('A', given)], [], [{ sku: 'A', quantity }])).toEqual(left)
    }
  })
})

test('what is told in another order is the same', () => {
  const picked = [told('B', 1), told('C', 1, 'A'), told('A', 0)]
  expect(sortPicks(picked)).toEqual([told('A', 0), told('B', 1), told('C', 1, 'A')])
  expect(sortPicks(picked.toReversed())).toEqual(sortPicks(picked))
  expect(picked.map(({ sku }) => sku)).toEqual(['B', 'C', 'A'])
})
