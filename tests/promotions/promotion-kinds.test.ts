import { describe, expect, test } from 'vitest'
import { applyPromotions, solvePromotions } from '../../shared/promotions/solver/apply-promotions.ts'
import type { BasketLine, Promotion } from '../../shared/promotions/types.ts'
import { grams, pieces, promotion } from './basket-samples.ts'

function amounts(lines: BasketLine[], ...promotions: Promotion[]): [string, number, number][] {
  return applyPromotions(lines, promotions).map(({ code, times, amount }) => [code, times, amount])
}

describe('bundle_price', () => {
  const two = promotion('2 for 15', 'bundle_price', { amount: 1500 })
  test('one SKU: 5 pieces at 9.00 make two pairs, 6.00 off', () => {
    expect(amounts([pieces('A', 5, 900)], two)).toEqual([['2 for 15', 2, 600]])
  })
  test('mixed: the most expensive pieces are paired, because they save most', () => {
    expect(applyPromotions([pieces('A', 1, 1200), pieces('B', 1, 800), pieces('C', 1, 600)], [two])).toMatchObject([
      {
        amount: 500,
        lines: [
          { sku: 'A', quantity: 1, amount: 300 },
          { sku: 'B', quantity: 1, amount: 200 },
        ],
      },
    ])
  })
  test('a bundle that costs more than its items is not applied', () => {
    expect(amounts([pieces('A', 2, 700)], two)).toEqual([])
    expect(amounts([pieces('A', 2, 1000), pieces('B', 2, 700)], two)).toEqual([['2 for 15', 1, 500]])
  })
  test('a bundle of one is a special price', () => {
    expect(amounts([pieces('A', 3, 900)], { ...two, quantity: 1, amount: 800 })).toEqual([['2 for 15', 3, 300]])
  })
})

describe('bundle_saving', () => {
  const save = promotion('save 4', 'bundle_saving', { amount: 400 })
  test('one SKU and a group: 4.00 for each pair', () => {
    expect(amounts([pieces('A', 5, 900)], save)).toEqual([['save 4', 2, 800]])
    expect(amounts([pieces('A', 1, 900), pieces('B', 1, 300)], save)).toEqual([['save 4', 1, 400]])
  })
  test('a pair at 3.00 saves 3.00; expensive items are spread so that all pairs save the full amount', () => {
    expect(amounts([pieces('A', 2, 150)], save)).toEqual([['save 4', 1, 300]])
    expect(amounts([pieces('A', 2, 900), pieces('B', 2, 100)], save)).toEqual([['save 4', 2, 800]])
  })
  test('pairs of the most expensive and the cheapest items are proven best, also when a pair costs less than the saving', () => {
    const pairs = solvePromotions([pieces('A', 1, 900), pieces('B', 3, 100)], [save])
    expect(pairs).toMatchObject({ saving: 60000, upperBound: 60000, exact: true })
  })
  test('groups of three that cannot all save the full amount: the bound is above the saving', () => {
    const three = { ...save, quantity: 3 }
    const even = solvePromotions([pieces('A', 2, 450), pieces('B', 4, 10)], [three])
    expect(even).toMatchObject({ saving: 80000, upperBound: 80000, exact: true })
    const uneven = solvePromotions([pieces('A', 1, 900), pieces('B', 5, 10)], [three])
    expect(uneven).toMatchObject({ saving: 43000, upperBound: 80000, exact: false })
  })
  test('thousands of items are paired in a few steps', () => {
    const lines = [pieces('A', 300_000, 100), pieces('B', 300_001, 900)]
    expect(amounts(lines, save)).toEqual([['save 4', 300_000, 300_000 * 400]])
  })
})

describe('bundle_free', () => {
  const lines = [pieces('A', 3, 1000), pieces('B', 2, 600), pieces('C', 1, 100)]
  test('the cheapest of each group, grouped from the most expensive: A A A, then B B C', () => {
    const free = promotion('3rd free', 'bundle_free', { quantity: 3 })
    expect(amounts(lines, free)).toEqual([['3rd free', 2, 1100]])
  })
  test('two cheapest of four', () => {
    expect(amounts(lines, promotion('4-2', 'bundle_free', { quantity: 4, freeQuantity: 2 }))).toEqual([
      ['4-2', 1, 1600],
    ])
  })
  test('the most expensive of each group: two A are free, the others are paid', () => {
    const free = promotion('dearest', 'bundle_free', { quantity: 3, freeChoice: 'dearest' })
    expect(amounts(lines, free)).toEqual([['dearest', 2, 2000]])
  })
  test('the discount is apportioned to all items of the groups, to the cent', () => {
    const free = promotion('3rd free', 'bundle_free', { quantity: 3 })
    const [applied] = applyPromotions([pieces('A', 2, 1000), pieces('B', 1, 500)], [free])
    expect(applied?.lines).toEqual([
      { sku: 'A', quantity: 2, amount: 400 },
      { sku: 'B', quantity: 1, amount: 100 },
    ])
  })
})

describe('nth_price and nth_percent', () => {
  const lines = [pieces('A', 2, 1000), pieces('B', 2, 605), pieces('C', 1, 90)]
  test('second item for 1.00, only when that saves', () => {
    const second = promotion('2nd for 1', 'nth_price', { amount: 100 })
    expect(amounts(lines, second)).toEqual([['2nd for 1', 2, 900 + 505]])
    expect(amounts([pieces('A', 1, 1000), pieces('C', 1, 90)], second)).toEqual([])
  })
  test('second at half price: 10.00 and 6.05 halved are 8.025, rounded once to 8.03', () => {
    expect(amounts(lines, promotion('2nd half', 'nth_percent', { percent: 50 }))).toEqual([['2nd half', 2, 803]])
  })
})

describe('quantity_percent', () => {
  const five = promotion('23 % from 5', 'quantity_percent', { quantity: 5, percent: 23 })
  test('nothing below the threshold, all items from it on', () => {
    expect(amounts([pieces('A', 4, 990)], five)).toEqual([])
    expect(amounts([pieces('A', 4, 990), pieces('B', 3, 505)], five)).toEqual([['23 % from 5', 1, 1259]])
  })
  test('999 items of 0.05 at 10 %: rounded once, not item by item', () => {
    const ten = promotion('10 %', 'quantity_percent', { quantity: 1, percent: 10 })
    expect(amounts([pieces('A', 999, 5)], ten)).toEqual([['10 %', 1, 500]])
  })
  test('items go to a promotion that saves more on them', () => {
    const pair = promotion('pair', 'bundle_price', { amount: 1000, skus: ['A'] })
    const ten = promotion('ten', 'quantity_percent', { quantity: 2, percent: 10 })
    expect(amounts([pieces('A', 2, 1000), pieces('B', 2, 500)], pair, ten)).toEqual([
      ['pair', 1, 1000],
      ['ten', 1, 100],
    ])
  })
  test('a percent below half a cent is not listed', () => {
    expect(amounts([pieces('A', 1, 10)], promotion('1 %', 'quantity_percent', { quantity: 1, percent: 1 }))).toEqual([])
  })
})

describe('items by weight', () => {
  const beef = grams('A', 333, 12345)
  test('a percent without a threshold applies to the rounded subtotal, and the highest percent wins', () => {
    const percents = [10, 25, 9].map((percent) =>
      promotion(`${percent} %`, 'quantity_percent', { quantity: 1, percent, skus: ['A', 'Z'] }),
    )
    // 333 g at 123.45 a kilo are 41.11; 25 % are 10.28.
    expect(applyPromotions([beef], percents)).toMatchObject([
      { code: '25 %', amount: 1028, times: 1, lines: [{ sku: 'A', quantity: 333, amount: 1028 }] },
    ])
  })
  test('one promotion on pieces and weight is one discount, rounded once', () => {
    const half = promotion('half', 'quantity_percent', { quantity: 1, percent: 50 })
    expect(amounts([pieces('B', 1, 101), beef], half)).toEqual([['half', 1, 2106]])
  })
  test('other kinds, thresholds and pieces priced by the dozen get no discount', () => {
    const dozen: BasketLine = { ...pieces('B', 12, 5000), priceQuantity: 12 }
    const pair = promotion('pair', 'bundle_saving', { amount: 10 })
    const from2 = promotion('from 2', 'quantity_percent', { percent: 50 })
    expect(amounts([beef, dozen], pair, from2)).toEqual([])
  })
  test('other kinds do not apply, even with a percent', () => {
    expect(amounts([beef], promotion('of one', 'bundle_price', { quantity: 1, amount: 1, percent: 50 }))).toEqual([])
  })
  test('of two equal promotions one is applied, in any order', () => {
    const [one, two] = ['1', '2'].map((name) => promotion(name, 'quantity_percent', { quantity: 1, percent: 10 }))
    if (one === undefined || two === undefined) throw new Error('there are two')
    expect(amounts([beef], one, two)).toEqual([['1', 1, 411]])
    expect(amounts([beef], two, one)).toEqual([['1', 1, 411]])
  })
})

test('a SKU in two lines throws an error with the SKU', () => {
  expect(() => applyPromotions([pieces('A', 1, 1), pieces('A', 2, 1)], [])).toThrow(
    new RangeError('SKU A is in more than one line: lines must be merged first'),
  )
})
