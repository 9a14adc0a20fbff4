import { describe, expect, test } from 'vitest'
import type { OrderRecord } from '../../../shared/orders/order-record.ts'
import { assignPicks } from '../../../shared/orders/packing/assign-picks.ts'
import { type Picked, sortPicks } from '../../../shared/orders/packing/picks.ts'
import type { PickProduct } from '../../../shared/orders/views/staff-order.ts'
import { orderOf, productOf } from './order-samples.ts'

type Lines = Partial<OrderRecord['lines'][number]>[]
type RefundedUnits = { sku: string; quantity: number }[]

const pick = (sku: string, quantity: number, substitutes?: string): Picked[number] =>
  substitutes === undefined ? { sku, quantity } : { sku, quantity, substitutes }
const catalog = ['A', 'B', 'C', 'D', 'E'].map((sku) => productOf(sku))

/** The picked units of each line, then `1 C for A` for each substitute; or the faults. */
function assign(
  lines: Lines,
  picked: Picked,
  products: readonly PickProduct[] = catalog,
  refundedBeforePacking?: RefundedUnits,
) {
  const order = orderOf(...lines)
  const assigned = assignPicks(order, picked, products, refundedBeforePacking)
  if ('ok' in assigned) return assigned.facts.errors
  expect(assigned.lines.map(({ line }) => line)).toEqual(order.lines)
  return [
    ...assigned.lines.map((one) => one.picked),
    ...assigned.substitutes.map((one) => `${one.quantity} ${one.product.sku} for ${one.line.sku}`),
  ]
}
const fault = (path: string, sku: string, message: string) => [{ path, message, sku }]

describe('ordered products', () => {
  test('are each listed once, in any order', () => {
    expect(assign([{ sku: 'A' }, { sku: 'B' }], [pick('B', 1), pick('A', 2)])).toEqual([2, 1])
    expect(assign([{ sku: 'A' }], [pick('A', 0)])).toEqual([0])
  })

  test('are refused with detail and faults', () => {
    expect(assignPicks(orderOf({ sku: 'A' }), [], catalog)).toEqual({
      ...{
        ok: false,
        code: 'invalid_picks',
        detail: 'The picks do not match the order. The reasons are in errors.',
      },
      facts: { errors: fault('picked', 'A', 'is missing; use quantity 0 for an unavailable product') },
    })
  })

  test('that are missing are all faults', () => {
    expect(assign([{ sku: 'A' }, { sku: 'B' }, { sku: 'D' }], [pick('B', 2)])).toMatchObject([
      { sku: 'A' },
      { sku: 'D' },
    ])
  })

  test.each([
    ['twice', [pick('A', 1), pick('B', 1), pick('A', 1)], 'picked.2', 'is listed twice'],
    [
      'as a substitute',
      [pick('A', 1, 'B'), pick('B', 1)],
      'picked.0',
      'is an ordered product and cannot be a substitute',
    ],
    ['with more units than ordered', [pick('A', 3), pick('B', 1)], 'picked.0', 'at most 2 can be picked'],
  ])('cannot be listed %s', (_how, picked, path, message) => {
    expect(assign([{ sku: 'A' }, { sku: 'B' }], picked)).toEqual(fault(path, 'A', message))
  })

  test('by weight can exceed the ordered weight by 20 %', () => {
    const weighed: Lines = [{ sku: 'A', unit: 'g', quantity: 304 }]
    expect(assign(weighed, [pick('A', 364)])).toEqual([364])
    expect(assign(weighed, [pick('A', 365)])).toEqual(fault('picked.0', 'A', 'at most 364 can be picked'))
  })

  test('in two lines fill the flash-sale line first; the last line gets the excess', () => {
    const lines: Lines = [{ sku: 'A' }, { sku: 'B' }, { sku: 'A', claimId: 'clm_1' }]
    for (const [quantity, parts] of [
      [0, [0, 2, 0]],
      [1, [0, 2, 1]],
      [3, [1, 2, 2]],
      [4, [2, 2, 2]],
    ] as const) {
      expect(assign(lines, [pick('A', quantity), pick('B', 2)])).toEqual(parts)
      expect(assign(lines.toReversed(), [pick('A', quantity), pick('B', 2)])).toEqual(parts.toReversed())
    }
    expect(assign(lines, [pick('A', 5), pick('B', 2)])).toEqual(fault('picked.0', 'A', 'at most 4 can be picked'))
    const weighed: Lines = [
      { sku: 'A', unit: 'g', quantity: 100, claimId: 'clm_1' },
      { sku: 'A', unit: 'g', quantity: 100 },
    ]
    expect(assign(weighed, [pick('A', 240)])).toEqual([100, 140])
  })
})

describe('a substitute', () => {
  const lines: Lines = [{ sku: 'A' }, { sku: 'B' }]

  test.each([
    ['for the named line', [pick('A', 0), pick('B', 0), pick('C', 2, 'B')], [0, 0, '2 C for B']],
    ['for the only line with missing units', [pick('A', 2), pick('B', 1), pick('C', 1)], [2, 1, '1 C for B']],
    [
      'for the second line when other substitutes fill the first',
      [pick('A', 0), pick('B', 0), pick('C', 2, 'A'), pick('D', 2)],
      [0, 0, '2 C for A', '2 D for B'],
    ],
    ['for no line when its quantity is 0', [pick('A', 2), pick('B', 2), pick('C', 0)], [2, 2]],
  ])('counts %s', (_what, picked, expected) => {
    expect(assign(lines, picked)).toEqual(expected)
  })

  const noLine = 'matches no single ordered line; name the replaced product in substitutes'

  test.each([
    ['for one of two possible lines', [pick('A', 1), pick('B', 1), pick('C', 1)], 'picked.2', 'C', noLine],
    ['for a complete line', [pick('A', 2), pick('B', 2), pick('C', 1)], 'picked.2', 'C', noLine],
    ['for a product that was not ordered', [pick('A', 0), pick('B', 2), pick('C', 1, 'D')], 'picked.2', 'C', noLine],
    [
      'for more units than are missing',
      [pick('A', 1), pick('B', 2), pick('C', 2, 'A')],
      'picked.2',
      'C',
      'only 1 of A are missing',
    ],
    ['twice', [pick('A', 0), pick('B', 2), pick('C', 1, 'A'), pick('C', 1, 'A')], 'picked.3', 'C', 'is listed twice'],
    ['if it is unknown', [pick('A', 0), pick('B', 2), pick('Z', 1, 'A')], 'picked.2', 'Z', 'is not for sale'],
  ])('is refused %s', (_what, picked, path, sku, message) => {
    expect(assign(lines, picked)).toEqual(fault(path, sku, message))
  })

  test('shares the missing units of a line with other substitutes', () => {
    const picked = [pick('A', 0), ...['C', 'D', 'E'].map((sku) => pick(sku, 1, 'A'))]
    expect(assign([{ sku: 'A' }], picked)).toEqual(fault('picked.3', 'E', 'only 0 of A are missing'))
    expect(assign([{ sku: 'A' }], picked.slice(0, 3))).toEqual([0, '1 C for A', '1 D for A'])
    const two = [pick('A', 0), pick('C', 1, 'A'), pick('D', 1, 'A'), pick('E', 1, 'A')]
    expect(assign([{ sku: 'A', quantity: 3 }], two)).toEqual([0, '1 C for A', '1 D for A', '1 E for A'])
  })

  test('must be active, and age-restricted only in an age-restricted order', () => {
    const picked = [pick('A', 0), pick('C', 2)]
    const replacedBy = (facts: Partial<PickProduct>) => [productOf('A'), productOf('C', facts)]
    expect(assign([{ sku: 'A' }], picked, replacedBy({ active: false }))).toEqual(
      fault('picked.1', 'C', 'is not for sale'),
    )
    const aged = replacedBy({ ageRestricted: true })
    expect(assign([{ sku: 'A' }], picked, aged)).toEqual(
      fault('picked.1', 'C', 'is age-restricted, but the order is not'),
    )
    const assigned = assignPicks({ ...orderOf({ sku: 'A' }), ageRestricted: true }, picked, aged)
    expect(assigned).toMatchObject({ substitutes: [{ quantity: 2 }] })
  })

  test('by weight can exceed the missing weight by 20 %', () => {
    const weighed: Lines = [{ sku: 'A', unit: 'g', quantity: 300 }]
    const cheese = [productOf('A', { unit: 'g' }), productOf('C', { unit: 'g' })]
    expect(assign(weighed, [pick('A', 200), pick('C', 120)], cheese)).toEqual([200, '120 C for A'])
    const message = 'only 100 of A are missing'
    expect(assign(weighed, [pick('A', 200), pick('C', 121)], cheese)).toEqual(fault('picked.1', 'C', message))
  })

  test('is one of several faults', () => {
    expect(assign(lines, [pick('A', 9), pick('Z', 1, 'A'), pick('C', 1, 'Q')])).toMatchObject([
      { path: 'picked.0', sku: 'A' },
      { path: 'picked', sku: 'B' },
      { path: 'picked.1', sku: 'Z' },
      { path: 'picked.2', sku: 'C' },
    ])
  })
})

describe('the substitution preference of a line', () => {
  const named = { type: 'sku', sku: 'C' } as const

  test('for a SKU selects the line', () => {
    const lines: Lines = [{ sku: 'A' }, { sku: 'B', substitution: named }]
    expect(assign(lines, [pick('A', 0), pick('B', 0), pick('C', 1)])).toEqual([0, 0, '1 C for B'])
    const other: Lines = [{ sku: 'A', substitution: { ...named, sku: 'D' } }, { sku: 'B' }]
    expect(assign(other, [pick('A', 0), pick('B', 0), pick('C', 1)])).toEqual([0, 0, '1 C for B'])
  })

  const picked = [pick('A', 0), pick('C', 1, 'A')]
  const assignFor = (
    substitution: Lines[number]['substitution'],
    facts: Partial<PickProduct> = {},
    ordered: Partial<PickProduct> = {},
  ) =>
    assign([substitution === undefined ? {} : { substitution }], picked, [
      productOf('A', ordered),
      productOf('C', facts),
    ])

  test.each([
    ['a similar product', { type: 'similar' } as const, {}],
    ['a similar product at the maximum price', { type: 'similar', maximumPrice: 400 } as const, {}],
    ['the preferred SKU in another category', named, { category: 'bread' }],
    ['the preferred SKU at the maximum price', { ...named, maximumPrice: 400 }, {}],
  ])('allows %s', (_what, substitution, facts) => {
    expect(assignFor(substitution, facts)).toEqual([0, '1 C for A'])
  })

  test.each([
    ['none', { type: 'none' } as const, {}, 'A must not be substituted'],
    ['another SKU', { ...named, sku: 'D' }, {}, 'A can only be replaced by D'],
    [
      'similar, for another category',
      { type: 'similar' } as const,
      { category: 'bread' },
      'is not similar: its category differs from that of A',
    ],
    ['similar, for another unit', { type: 'similar' } as const, { unit: 'g' as const }, 'A is sold in another unit'],
    ['a SKU in another unit', named, { unit: 'g' as const }, 'A is sold in another unit'],
    [
      'similar, above the maximum price',
      { type: 'similar', maximumPrice: 399 } as const,
      {},
      'costs more than the maximum price of 399',
    ],
    ['a SKU above the maximum price', { ...named, maximumPrice: 399 }, {}, 'costs more than the maximum price of 399'],
  ])('%s: the substitute is refused', (_what, substitution, facts, message) => {
    expect(assignFor(substitution, facts)).toEqual(fault('picked.1', 'C', message))
  })

  test('compares with the current category of the ordered product, if the catalog still has it', () => {
    expect(assignFor({ type: 'similar' }, { category: 'new' }, { category: 'new' })).toEqual([0, '1 C for A'])
    const message = 'is not similar: its category differs from that of A'
    expect(assign([{ sku: 'A' }], picked, [productOf('C')])).toEqual(fault('picked.1', 'C', message))
  })

  test('none excludes the line from the search for a line', () => {
    const lines: Lines = [{ sku: 'A', substitution: { type: 'none' } }, { sku: 'B' }]
    expect(assign(lines, [pick('A', 0), pick('B', 1), pick('C', 1)])).toEqual([0, 1, '1 C for B'])
  })
})

describe('units that were refunded before packing', () => {
  const assignUnits = (picked: number, replaced: number) =>
    assign([{ sku: 'A' }], [pick('A', picked), pick('C', replaced)], catalog, [{ sku: 'A', quantity: 1 }])

  test('are neither picked nor replaced', () => {
    expect(assignUnits(2, 0)).toEqual(fault('picked.0', 'A', 'at most 1 can be picked'))
    expect(assignUnits(1, 1)).toMatchObject([{ path: 'picked.1', sku: 'C' }])
    expect(assignUnits(0, 2)).toEqual(fault('picked.1', 'C', 'only 1 of A are missing'))
    expect([assignUnits(1, 0), assignUnits(0, 1)]).toEqual([[1], [0, '1 C for A']])
  })

  test('reduce the line at the ordinary price first', () => {
    const lines: Lines = [{ sku: 'A' }, { sku: 'A', claimId: 'clm_1' }]
    for (const [quantity, remaining] of [
      [1, [1, 2]],
      [3, [0, 1]],
    ] as const) {
      const picked = remaining[0] + remaining[1]
      expect(assign(lines, [pick('A', picked)], [], [{ sku: 'A', quantity }])).toEqual(remaining)
    }
  })
})

test('picks in another order are equal after sorting', () => {
  const picked = [pick('B', 1), pick('C', 1, 'A'), pick('A', 0)]
  expect(sortPicks(picked)).toEqual([pick('A', 0), pick('B', 1), pick('C', 1, 'A')])
  expect(sortPicks(picked.toReversed())).toEqual(sortPicks(picked))
  expect(picked.map(({ sku }) => sku)).toEqual(['B', 'C', 'A'])
})
