import { describe, expect, test } from 'vitest'
import { basketItems } from '../../../scripts/simulate/basket-items.ts'
import { productChooser } from '../../../scripts/simulate/choose-product.ts'
import { COUPONS, planVisit, SHARES } from '../../../scripts/simulate/plan.ts'
import type { ShelfProduct } from '../../../scripts/simulate/read-catalog.ts'
import { buildSeed } from '../../../shared/sample-shop/build-seed.ts'

const seed = buildSeed(new Date('2026-03-11T04:00:00Z'), 'Asia/Hong_Kong')
const own = seed.products.map(({ sku, categoryId, unit, name, onHand }): ShelfProduct => {
  const names = Object.values(name).join(' / ').toLowerCase()
  return { sku, category: categoryId.replace('cat-', ''), unit, names, inStock: onHand > 0 }
})
const imported: ShelfProduct[] = Array.from({ length: 60 }, (_, at) => ({
  sku: `P${at}`,
  category: `類別-${at % 7}`,
  unit: 'each',
  names: `貨品 ${at}`,
  inStock: at % 5 !== 0,
}))

describe('the items of baskets', () => {
  test('all 169 stand for products that the shop sells', () => {
    const slugs = new Set(own.map((product) => product.category))
    expect(basketItems.size).toBe(169)
    for (const [name, { categories, words }] of basketItems) {
      expect(name).toBe(name.toLowerCase().trim())
      for (const slug of categories) expect(slugs).toContain(slug)
      const shelf = own.filter((product) => categories.includes(product.category))
      for (const word of words) {
        expect(
          shelf.some(({ names }) => names.includes(word)),
          `${name}: ${word}`,
        ).toBe(true)
      }
    }
  })

  test.each([
    ['whole milk', /milk/],
    ['rolls/buns', /bun|roll|bread|loaf|baguette|sourdough/],
    ['canned beer', /lager|stout/],
    ['citrus fruit', /orange|grapefruit|lemon/],
    ['shopping bags', /shopping bag/],
    ['uht-milk', /uht/],
    ['newspapers', /newspaper|weekly/],
  ])('%s', (item, words) => {
    const choose = productChooser(own)
    for (let shopper = 1; shopper <= 50; shopper++) {
      const { names, inStock } = choose(item, shopper)
      expect(names).toMatch(words)
      expect(inStock).toBe(true)
    }
  })
})

describe.each([
  ['its own catalog', own],
  ['an imported catalog', imported],
])('with %s', (_, catalog) => {
  const names = [...basketItems.keys(), 'dragon egg', '凍檸茶', '', 'a'.repeat(5000)]

  test('every item, also an invented one, gets a product in stock, and always the same', () => {
    const [choose, again] = [productChooser(catalog), productChooser([...catalog].reverse())]
    for (const [at, name] of names.entries()) {
      expect(choose(name, at).inStock).toBe(true)
      expect(again(name, at)).toEqual(choose(name, at))
    }
  })

  test('shoppers spread over the products of an item', () => {
    const choose = productChooser(catalog)
    const chosen = new Set(Array.from({ length: 200 }, (_, shopper) => choose('whole milk', shopper).sku))
    expect(chosen.size).toBeGreaterThan(3)
  })
})

describe('a plan', () => {
  const choose = productChooser(own)
  const plans = Array.from({ length: 5000 }, (_, at) =>
    planVisit({ seed: 1, callbacks: null }, at + 1, ['whole milk', 'root vegetables'], choose),
  )

  test('is the same for the same seed and differs for another', () => {
    const repeated = plans.map(({ shopper }) =>
      planVisit({ seed: 1, callbacks: null }, shopper, ['whole milk', 'root vegetables'], choose),
    )
    expect(repeated).toEqual(plans)
    const other = plans.map(({ shopper }) =>
      planVisit({ seed: 2, callbacks: null }, shopper, ['whole milk', 'root vegetables'], choose),
    )
    expect(other).not.toEqual(plans)
  })

  test('meets the shares', () => {
    const share = (test: (plan: (typeof plans)[number]) => boolean) => plans.filter(test).length / plans.length
    expect(share(({ coupon }) => coupon !== null)).toBeCloseTo(SHARES.coupon, 1)
    expect(share(({ delivery }) => delivery)).toBeCloseTo(SHARES.delivery, 1)
    expect(Math.abs(share(({ payment }) => payment === 'never') - SHARES.neverPays)).toBeLessThan(0.01)
    expect(Math.abs(share(({ payment }) => payment === 'fails_first') - SHARES.paymentFailsFirst)).toBeLessThan(0.01)
    expect(Math.abs(share((plan) => plan.orderSentAgain !== 'never') - SHARES.orderSentAgain)).toBeLessThan(0.02)
  })

  test('buys by the piece or by the gram; a product that occurs twice is one line', () => {
    for (const { wanted } of plans) {
      for (const [sku, quantity] of wanted) {
        const loose = own.find((product) => product.sku === sku)?.unit === 'g'
        expect(quantity).toBeGreaterThanOrEqual(loose ? 200 : 1)
        expect(quantity).toBeLessThanOrEqual(loose ? 1500 : 4)
      }
    }
    const { wanted } = planVisit(
      { seed: 1, callbacks: null },
      1,
      Array.from({ length: 30 }, () => 'newspapers'),
      choose,
    )
    expect(wanted.size).toBe(1)
    expect([...wanted.values()][0]).toBeGreaterThanOrEqual(30)
  })

  test('uses the coupons of the shop, and one that does not exist', () => {
    const codes = new Set(seed.coupons.map(({ code }) => code))
    expect(COUPONS.filter((code) => !codes.has(code))).toEqual(['NOSUCHCODE'])
  })
})
