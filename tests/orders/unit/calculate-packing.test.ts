import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elementAt } from '../../../shared/element-at.ts'
import { storedPromotions } from '../../../shared/orders/checkout/placement.ts'
import type { OrderRecord } from '../../../shared/orders/order-record.ts'
import { calculatePacking } from '../../../shared/orders/packing/calculate-packing.ts'
import { priceBasket } from '../../../shared/promotions/price-basket.ts'
import { holds, shops } from '../../promotions/properties.ts'
import { lineOf, productOf, sampleOrder } from './order-samples.ts'

type Line = OrderRecord['lines'][number]
type Substitute = [of: number, sku: string, quantity: number, price: number]

/** 4 pieces of A at 10.00, less 6.00 by promotions and 3.00 by the coupon; 2 of B at 5.00; delivery 3.00. */
const A = lineOf({
  ...{
    sku: 'A',
    quantity: 4,
    price: 1_000,
    subtotal: 4_000,
    promotionDiscount: 600,
    couponDiscount: 300,
    total: 3_100,
  },
})
const B = lineOf({ sku: 'B' })
const [P, Q] = ['P', 'Q'].map((code) => ({ id: code.toLowerCase(), version: 1, code, description: { en: code } }))
const promotions = [
  { ...P, amount: 400, lines: [{ sku: 'A', amount: 400 }] },
  { ...Q, amount: 200, lines: [{ sku: 'A', amount: 200 }] },
]
const order = Object.assign(orderWith(A, B), { promotions })

function orderWith(...lines: Line[]): OrderRecord {
  const sum = (pick: (line: Line) => number) => lines.reduce((total, line) => total + pick(line), 0)
  return {
    ...{ ...sampleOrder, lines, promotions: [], deliveryFee: 300, couponDiscount: sum((line) => line.couponDiscount) },
    ...{ subtotal: sum((line) => line.subtotal), total: sum((line) => line.total) + 300 },
  }
}

function pack(of: OrderRecord, picked: readonly number[], ...substitutes: Substitute[]) {
  return calculatePacking(of, {
    lines: of.lines.map((line, index) => ({ line, picked: elementAt(picked, index) })),
    substitutes: substitutes.map(([index, sku, quantity, price]) => {
      return { line: elementAt(of.lines, index), product: productOf(sku, { price }), quantity }
    }),
  })
}

describe('an order with all units picked', () => {
  test('has the agreed total', () => {
    const keys = ['sku', 'quantity', 'subtotal', 'promotionDiscount', 'couponDiscount', 'total', 'claimId'] as const
    expect(pack(order, [4, 2])).toEqual({
      lines: [A, B].map((line) => ({
        ...Object.fromEntries(keys.map((key) => [key, line[key]])),
        pickedQuantity: line.quantity,
      })),
      ...{
        substitutes: [],
        promotions,
        couponDiscount: 300,
        subtotal: 5_000,
        discount: 900,
        total: 4_400,
        empty: false,
      },
    })
  })

  test('excess weight is not charged', () => {
    const weighed = lineOf({
      unit: 'g',
      quantity: 300,
      price: 5_000,
      priceQuantity: 1_000,
      subtotal: 1_500,
      total: 1_500,
    })
    const { lines, total } = pack(orderWith(weighed), [330])
    expect(lines).toMatchObject([{ quantity: 300, pickedQuantity: 330, total: 1_500 }])
    expect(total).toBe(1_800)
  })
})

describe('an order with missing units', () => {
  test('costs less, and each unit has its share of the discounts', () => {
    expect(pack(order, [2, 1])).toMatchObject({
      lines: [
        { sku: 'A', quantity: 2, subtotal: 2_000, promotionDiscount: 300, couponDiscount: 150, total: 1_550 },
        { sku: 'B', quantity: 1, subtotal: 500, total: 500 },
      ],
      promotions: [
        { code: 'P', amount: 200, lines: [{ sku: 'A', amount: 200 }] },
        { code: 'Q', amount: 100, lines: [{ sku: 'A', amount: 100 }] },
      ],
      ...{ couponDiscount: 150, subtotal: 2_500, discount: 450, total: 2_350, empty: false },
    })
  })

  test('a promotion without a remaining discount is removed', () => {
    expect(pack(order, [0, 2]).promotions).toEqual([])
  })

  test('promotions do not apply to a flash-sale line, even when the product has an ordinary line too', () => {
    const claimed = lineOf({ sku: 'A', quantity: 1, claimId: 'clm_1' })
    const twice = Object.assign(orderWith(A, claimed), { promotions })
    const packed = pack(twice, [4, 1])
    expect(packed.promotions).toEqual(promotions)
    expect(packed.lines.map(({ claimId }) => claimId)).toEqual([null, 'clm_1'])
  })

  test('promotions without parts get their share of the remaining discount', () => {
    const C = lineOf({ sku: 'C', promotionDiscount: 300, total: 700 })
    const before = Object.assign(orderWith(A, B, C), {
      promotions: [
        { ...P, amount: 400, lines: [] },
        { ...Q, amount: 500, lines: [] },
      ],
    })
    expect(pack(before, [4, 2, 2]).promotions).toEqual(before.promotions)
    const packed = pack(before, [3, 2, 1])
    expect(packed.promotions.map(({ code, amount, lines }) => [code, amount, lines])).toEqual([
      ['P', 267, []],
      ['Q', 333, []],
    ])
    expect(packed).toMatchObject({ discount: 600 + 225, subtotal: 4_500, total: 3_975 })
  })

  test('the discount of a free-delivery coupon does not change', () => {
    const delivered = { ...orderWith(B), couponDiscount: 300 }
    expect(pack(delivered, [1])).toMatchObject({ couponDiscount: 300, discount: 0, total: 800 })
  })

  test('a coupon for products that are all missing has no discount', () => {
    expect(pack(order, [0, 2])).toMatchObject({ couponDiscount: 0, subtotal: 1_000, discount: 0, total: 1_300 })
  })
})

describe('a substitute', () => {
  test('that is cheaper has its own price', () => {
    const packed = pack(order, [3, 2], [0, 'C', 1, 400])
    expect(packed.substitutes).toEqual([
      {
        ...{ sku: 'C', quantity: 1, subtotal: 400, promotionDiscount: 0, couponDiscount: 0, total: 400 },
        ...{ name: { en: 'C' }, unit: 'each', price: 400, priceQuantity: 1, pickedQuantity: 1, substitutes: 'A' },
      },
    ])
    expect(packed.promotions.map(({ code, amount }) => [code, amount])).toEqual([
      ['P', 300],
      ['Q', 150],
    ])
    expect(packed).toMatchObject({ subtotal: 4_400, discount: 675, total: 4_025 })
  })

  test('that costs more has the agreed price, with the difference as a promotion', () => {
    const packed = pack(order, [3, 1], [0, 'C', 1, 900], [1, 'D', 1, 800])
    expect(packed.substitutes).toMatchObject([
      { sku: 'C', subtotal: 900, promotionDiscount: 125, total: 775, substitutes: 'A' },
      { sku: 'D', subtotal: 800, promotionDiscount: 300, total: 500, substitutes: 'B' },
    ])
    expect(packed.promotions.at(-1)).toEqual({
      ...{ id: 'substitution', version: 1, code: 'SUBSTITUTION', amount: 425 },
      description: { en: 'Substitutes cost no more than what was ordered', 'zh-Hant': '代替品收費不會高於原訂貨品' },
      lines: [
        { sku: 'C', amount: 125 },
        { sku: 'D', amount: 300 },
      ],
    })
    expect(packed).toMatchObject({ subtotal: 5_200, discount: 1_100, total: 4_400, couponDiscount: 225 })
  })

  test('that costs less is not in that promotion', () => {
    const packed = pack(order, [3, 1], [0, 'C', 1, 400], [1, 'D', 1, 800])
    expect(packed.promotions.at(-1)).toMatchObject({ amount: 300, lines: [{ sku: 'D', amount: 300 }] })
  })

  test('of a line with an earlier substitute gets the remaining agreed price', () => {
    const three = lineOf({ quantity: 3, promotionDiscount: 500, total: 1_000 })
    const packed = pack(orderWith(three), [0], [0, 'C', 1, 9_000], [0, 'D', 1, 9_000], [0, 'E', 1, 9_000])
    expect(packed.substitutes.map(({ total }) => total)).toEqual([333, 334, 333])
    const cheap = pack(orderWith(three), [0], [0, 'C', 1, 100], [0, 'D', 2, 9_000])
    expect(cheap.substitutes.map(({ total }) => total)).toEqual([100, 667])
  })
})

describe('the packing is empty', () => {
  const free = lineOf({ couponDiscount: 1_000, total: 0 })

  test.each([
    ['when nothing was picked', order, [0, 0], true],
    ['not when one unit was picked', order, [0, 1], false],
    ['not when only a free product was picked', orderWith(free, B), [2, 0], false],
    ['not when the picked units cost one cent', orderWith(lineOf({ couponDiscount: 999, total: 1 })), [2], false],
  ])('%s', (_when, of, picked, empty) => {
    expect(pack(of, picked).empty).toBe(empty)
  })

  test('not for an order with total 0 when one unit was picked', () => {
    const gift = { ...orderWith(free), total: 0, deliveryFee: 0 }
    expect(pack(gift, [1]).empty).toBe(false)
    expect(pack(gift, [0]).empty).toBe(true)
  })

  test('not with a substitute', () => {
    expect(pack(order, [0, 0], [1, 'C', 1, 400]).empty).toBe(false)
  })
})

/** A priced basket as an order, with picked units of each line and a substitute for some of the missing units. */
const packings = shops(2_000, 12).chain(({ lines, promotions: offered }) => {
  const priced = priceBasket({
    lines,
    promotions: offered,
    coupon: null,
    usedByCustomer: 0,
    delivery: null,
    now: '2026-11-28T10:00:00Z',
  })
  const ordered = priced.lines.map((line, index) => {
    const { price, priceQuantity } = elementAt(lines, index)
    return lineOf({ ...line, price, priceQuantity, orderedQuantity: line.quantity })
  })
  const picks = ordered.map(({ quantity }) => {
    return fc.integer({ min: 0, max: quantity }).chain((picked) =>
      fc.record({
        picked: fc.constant(picked),
        replaced: fc.integer({ min: 0, max: quantity - picked }),
        price: fc.integer({ min: 0, max: 4_000 }),
      }),
    )
  })
  return fc.record({
    of: fc.constant({ ...orderWith(...ordered), promotions: storedPromotions(priced) }),
    picks: fc.tuple(...picks),
  })
})

test('every packing adds up to the cent and costs at most the agreed total; a complete one costs exactly that', () => {
  holds(packings, ({ of, picks }) => {
    const picked = picks.map((one) => one.picked)
    const substitutes = picks.map((one, index): Substitute => [index, `S${index}`, one.replaced, one.price])
    const packed = pack(of, picked, ...substitutes.filter(([, , quantity]) => quantity > 0))
    const all = [...packed.lines, ...packed.substitutes]
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
    expect(packed.total).toBe(sum(all.map(({ total }) => total)) + 300)
    expect(packed.total).toBe(packed.subtotal - packed.discount + 300)
    expect(packed.total).toBeLessThanOrEqual(of.total)
    for (const line of all) expect(line.total).toBe(line.subtotal - line.promotionDiscount - line.couponDiscount)
    expect(sum(packed.promotions.map(({ amount }) => amount))).toBe(packed.discount)
    for (const { lines, amount } of packed.promotions) expect(sum(lines.map((line) => line.amount))).toBe(amount)
    for (const [index, line] of of.lines.entries()) {
      const others = packed.substitutes.filter(({ substitutes: sku }) => sku === line.sku)
      const costs = elementAt(packed.lines, index).total + sum(others.map(({ total }) => total))
      expect(costs).toBeLessThanOrEqual(line.total)
    }
    const whole = pack(
      of,
      of.lines.map(({ quantity }) => quantity),
    )
    const amounts = ({ code, amount }: { code: string; amount: number }) => [code, amount]
    expect(whole.total).toBe(of.total)
    expect(whole.promotions.map(amounts)).toEqual(of.promotions.filter(({ amount }) => amount > 0).map(amounts))
  })
})
