import { describe, expect, test } from 'vitest'
import { isValidBarcode } from '../../shared/catalog/barcode.ts'
import { LocalizedText } from '../../shared/localized-text.ts'
import { barcodeOf, buildSeed, type SeedProduct } from '../../shared/sample-shop/build-seed.ts'
import { contentOf } from '../../shared/sample-shop/size.ts'
import { testDatabase } from '../support/database.ts'

const now = new Date('2026-11-22T15:30:00Z') // 23:30 on a Sunday in Hong Kong
const seed = buildSeed(now, 'Asia/Hong_Kong')
const { categories, products, promotions, coupons, deliveryZones, deliverySlots, flashSales } = seed
const hour = 3_600_000

const productsBySku = new Map(products.map((product) => [product.sku, product]))
function find(sku: string): SeedProduct {
  const product = productsBySku.get(sku)
  if (!product) throw new Error(`no product ${sku}`)
  return product
}
const distinct = (values: readonly unknown[]) => new Set(values).size

describe('the catalog', () => {
  test('has enough products and categories to try the shop', () => {
    expect(products.length).toBeGreaterThanOrEqual(220)
    expect(products.filter(({ unit }) => unit === 'g').length).toBeGreaterThanOrEqual(25)
    expect(categories.filter(({ parentId }) => parentId === null)).toHaveLength(10)
  })

  test.each([
    ['category ids', categories.map(({ id }) => id)],
    ['slugs', categories.map(({ slug }) => slug)],
    ['SKUs', products.map(({ sku }) => sku)],
    ['barcodes', products.map(({ barcode }) => barcode)],
    ['English names of a brand', products.map(({ name, brand }) => `${brand?.en} ${name.en}`)],
    ['Chinese names of a brand', products.map(({ name, brand }) => `${brand?.en} ${name['zh-Hant']}`)],
    ['promotion ids', promotions.map(({ id }) => id)],
    ['promotion codes', promotions.map(({ code }) => code)],
    ['coupon ids', coupons.map(({ id }) => id)],
    ['coupon codes', coupons.map(({ code }) => code)],
    ['zone ids', deliveryZones.map(({ id }) => id)],
    ['places of zones', deliveryZones.flatMap(({ districts }) => districts)],
    ['slot ids', deliverySlots.map(({ id }) => id)],
  ])('%s are unique', (_what, values) => {
    expect(distinct(values)).toBe(values.length)
  })

  test('two levels of categories, parents first, siblings in order, each with products', () => {
    const seen = new Set<string>()
    for (const { id, parentId } of categories) {
      if (parentId !== null) expect(seen).toContain(parentId)
      seen.add(id)
    }
    for (const top of categories.filter(({ parentId }) => parentId === null)) {
      const children = categories.filter(({ parentId }) => parentId === top.id)
      expect(children.length, top.slug).toBeGreaterThanOrEqual(2)
      expect(children.length, top.slug).toBeLessThanOrEqual(4)
      expect(children.map(({ position }) => position)).toEqual(children.map((_, at) => at))
      const sold = children.map(({ id }) => products.filter(({ categoryId }) => categoryId === id).length)
      expect(Math.min(...sold), top.slug).toBeGreaterThanOrEqual(3)
      expect(
        sold.reduce((sum, count) => sum + count, 0),
        top.slug,
      ).toBeGreaterThanOrEqual(15)
    }
  })

  test('every product is in a category of the second level', () => {
    const shelves = categories.filter(({ parentId }) => parentId !== null).map(({ id }) => id)
    for (const { sku, categoryId } of products) expect(shelves, sku).toContain(categoryId)
  })

  test('barcodes are EAN-13 of the range for use within a shop, and come from the SKU alone', () => {
    for (const { sku, barcode } of products) {
      expect(barcode).toMatch(/^20[0-9]{11}$/)
      expect(isValidBarcode(barcode), sku).toBe(true)
    }
    expect(barcodeOf('AAAA-0001')).toBe('2000000000015')
    expect(() => barcodeOf('MILK-1')).toThrow(TypeError)
  })

  test('every text for shoppers is in two languages', () => {
    const texts = [categories, products].flat().map(({ name }) => name)
    const brands = products.flatMap(({ brand }) => (brand === null ? [] : [brand]))
    const descriptions = [...promotions, ...coupons].map(({ description }) => description)
    for (const text of [...texts, ...brands, ...descriptions]) {
      const valid = LocalizedText.parse(text)
      expect(Object.keys(valid).sort()).toEqual(['en', 'zh-Hant'])
      expect(valid['zh-Hant']).toMatch(/\p{Script=Han}/u)
      expect(valid.en).toMatch(/^[\p{Script=Latin}\p{N}\p{P}\p{S} ]+$/u)
      for (const value of Object.values(valid)) expect(value).toBe(value.trim())
    }
  })

  test('prices are plausible', () => {
    for (const { sku, unit, price, priceQuantity } of products) {
      expect(Number.isInteger(price), sku).toBe(true)
      expect(price, sku).toBeGreaterThanOrEqual(unit === 'g' ? 800 : 100)
      expect(price, sku).toBeLessThanOrEqual(unit === 'g' ? 40_000 : 50_000)
      expect(priceQuantity, sku).toBe(unit === 'g' ? 1000 : 1)
    }
  })

  test('a pack has its content, a product sold by weight has none', () => {
    for (const { sku, unit, contentQuantity, contentUnit } of products) {
      expect(contentQuantity === null, sku).toBe(unit === 'g')
      expect(contentUnit === null, sku).toBe(unit === 'g')
    }
    expect(find('WATR-0002')).toMatchObject({ contentQuantity: 6000, contentUnit: 'ml' })
    expect(find('WATR-0002').name).toMatchObject({ en: 'Distilled Water 500ml x 12', 'zh-Hant': '蒸餾水 500毫升 x 12' })
    expect(find('EGGS-0001').name).toMatchObject({ en: 'Fresh Eggs 10 pcs', 'zh-Hant': '鮮雞蛋 10隻' })
    expect(contentOf('1.25L')).toMatchObject({ quantity: 1250, unit: 'ml' })
    expect(contentOf('5kg')).toMatchObject({ quantity: 5000, unit: 'g' })
  })

  test('a larger pack of the same product has a lower unit price', () => {
    const perUnit = (sku: string) => find(sku).price / (find(sku).contentQuantity ?? 1)
    for (const [large, small] of [
      ['MILK-0001', 'MILK-0002'],
      ['WATR-0002', 'WATR-0001'],
    ] as const) {
      expect(perUnit(large)).toBeLessThan(perUnit(small))
    }
  })

  test('stock is high, low and sold out', () => {
    const low = products.filter(({ onHand, lowStockThreshold }) => onHand > 0 && onHand <= lowStockThreshold)
    const soldOut = products.filter(({ onHand }) => onHand === 0)
    expect(low.length).toBeGreaterThanOrEqual(4)
    expect(low.length).toBeLessThanOrEqual(15)
    expect([1, 2]).toContain(soldOut.length)
    for (const { sku, unit, onHand } of products) {
      if (unit === 'g') expect(onHand % 500, sku).toBe(0)
      expect(onHand, sku).toBeLessThanOrEqual(unit === 'g' ? 700_000 : 7_000)
    }
  })

  test('alcohol, and only alcohol, is age-restricted', () => {
    const drinks = categories.filter(({ parentId }) => parentId === 'cat-alcohol').map(({ id }) => id)
    for (const { sku, ageRestricted, categoryId } of products)
      expect(ageRestricted, sku).toBe(drinks.includes(categoryId))
  })

  test('frozen products are frozen, milk and meat are chilled', () => {
    for (const { categoryId, temperature, name } of products) {
      if (name['zh-Hant']?.startsWith('急凍')) expect(temperature, name.en).toBe('frozen')
      if (categoryId === 'cat-pork-beef' || categoryId === 'cat-poultry') expect(temperature, name.en).toBe('chilled')
    }
    expect(find('MILK-0001').temperature).toBe('chilled')
    expect(find('MILK-0006').temperature).toBe('ambient')
  })

  test('everyday items are in the catalog', () => {
    const names = products.map(({ name }) => name.en?.toLowerCase() ?? '')
    const wanted = `whole milk, buns, rolls, cola, yogurt, water, carrots, mango, shopping bag, croissants, sausages, oranges,
      bottled lager, canned lager, newspaper, apples, cream, juice, eggs, coffee, margarine, brown bread, frankfurters,
      pork, butter, tofu, napkins, frozen mixed vegetables, beef, chocolate, chicken, pudding, cream cheese, waffles,
      chips, sugar, burger, uht milk, onions, sanitary pads, strawberries, oil, mints, pepper, wine, detergent, cat food,
      dog food, tuna, pasta, flour, basil, rice, baby rice, toothpaste, light bulbs, candles, plant`
    for (const word of wanted.split(',').map((text) => text.trim())) {
      expect(
        names.some((name) => name.includes(word)),
        word,
      ).toBe(true)
    }
  })
})

describe('delivery zones', () => {
  test('each of the eighteen districts is in a zone, in two languages', () => {
    const served = deliveryZones.flatMap(({ districts }) => districts)
    const districts = `中西區 Central and Western, 灣仔區 Wan Chai, 東區 Eastern, 南區 Southern, 油尖旺區 Yau Tsim Mong,
      深水埗區 Sham Shui Po, 九龍城區 Kowloon City, 黃大仙區 Wong Tai Sin, 觀塘區 Kwun Tong, 葵青區 Kwai Tsing,
      荃灣區 Tsuen Wan, 屯門區 Tuen Mun, 元朗區 Yuen Long, 北區 North, 大埔區 Tai Po, 沙田區 Sha Tin, 西貢區 Sai Kung,
      離島區 Islands`.split(',')
    expect(districts).toHaveLength(18)
    for (const names of districts) {
      const [chinese = '', ...english] = names.trim().split(' ')
      expect(served).toEqual(expect.arrayContaining([chinese, english.join(' ')]))
    }
  })

  test('one is the fallback for addresses without a known district', () => {
    expect(deliveryZones.filter(({ fallback }) => fallback)).toHaveLength(1)
  })
})

describe('promotions', () => {
  const kinds = ['bundle_price', 'bundle_saving', 'bundle_free', 'nth_price', 'nth_percent', 'quantity_percent']

  test.each(kinds)('%s occurs on one product and on a mixed group', (kind) => {
    const groups = promotions.filter((promotion) => promotion.kind === kind).map(({ skus }) => skus.length)
    expect(groups.length).toBeGreaterThanOrEqual(2)
    expect(groups.some((size) => size > 1)).toBe(true)
    expect(groups.some((size) => size === 1)).toBe(true)
  })

  test('there are at least twenty, some for the same product', () => {
    expect(promotions.length).toBeGreaterThanOrEqual(20)
    const skus = promotions.flatMap((promotion) => promotion.skus)
    expect(skus.length - distinct(skus)).toBeGreaterThanOrEqual(5)
  })

  test('each lists existing products, once, that are sold by the piece', () => {
    for (const { code, skus } of promotions) {
      expect(skus.length, code).toBeGreaterThan(0)
      expect(distinct(skus), code).toBe(skus.length)
      for (const sku of skus) expect(find(sku).unit, sku).toBe('each')
    }
  })

  test.each(promotions.map((promotion) => [promotion.code, promotion] as const))(
    '%s: every combination is cheaper, by at most 60 %',
    (_code, { kind, quantity, amount, freeQuantity, freeChoice, percent, skus }) => {
      const prices = skus.map((sku) => find(sku).price)
      const cheapest = Math.min(...prices)
      const dearest = Math.max(...prices)
      // The extremes of what a shopper may pick: only the cheapest, only the dearest, and both mixtures.
      const picks = [
        Array.from({ length: quantity }, () => cheapest),
        Array.from({ length: quantity }, () => dearest),
        [cheapest, ...Array.from({ length: quantity - 1 }, () => dearest)],
        [dearest, ...Array.from({ length: quantity - 1 }, () => cheapest)],
      ]
      for (const pick of picks) {
        const ascending = pick.toSorted((a, b) => a - b)
        const first = ascending[0] ?? 0
        const whole = ascending.reduce((sum, price) => sum + price, 0)
        const free = freeChoice === 'cheapest' ? ascending.slice(0, freeQuantity) : ascending.slice(-freeQuantity)
        const discount = {
          bundle_price: whole - amount,
          bundle_saving: amount,
          bundle_free: free.reduce((sum, price) => sum + price, 0),
          nth_price: first - amount,
          nth_percent: (first * percent) / 100,
          quantity_percent: (whole * percent) / 100,
        }[kind]
        expect(discount).toBeGreaterThan(0)
        expect(discount).toBeLessThanOrEqual(whole * 0.6)
      }
    },
  )

  test.each([
    ['MILK-2-45', '雲坡鮮牛奶946毫升：任揀2件$45', 'Cloudslope fresh milk 946ml: any 2 for $45'],
    ['RICE-2-20', '泰國茉莉香米5公斤：買2件慳$20', 'Thai jasmine rice 5kg: buy 2, save $20'],
    ['CATCAN-6-2', '貓尾里貓罐頭：任揀6件，最低價2件免費', 'Cattail Lane cat food: any 6, the cheapest 2 free'],
    ['CHOCOLATE-3-1', '可可拱廊朱古力：任揀3件，最高價1件免費', 'Cocoa Arcade chocolate: any 3, the dearest 1 free'],
    ['TISSUE-4-1', '盒裝面紙：買3送1', 'Box tissues: buy 3 get 1 free'],
    ['SAUCE-3RD-1', '瓦甕醬園醬料：任揀，第3件$1', 'Clay Jar sauces: mix and match, 3rd item for $1'],
    ['TOOTHPASTE-2ND-HALF', '亮齒坊薄荷牙膏：第2件半價', 'Molarbright mint toothpaste: 2nd item half price'],
    ['WINE-6-15', '精選葡萄酒：任揀6件或以上85折', 'Selected wines: buy any 6 or more, 15% off'],
    ['CLEANING-3-20', '晴屋清潔用品：任揀3件或以上8折', 'Sunny House cleaning: buy any 3 or more, 20% off'],
  ])('%s describes its terms', (code, zhHant, en) => {
    expect(promotions.find((promotion) => promotion.code === code)?.description).toMatchObject({
      'zh-Hant': zhHant,
      en,
    })
  })
})

describe('coupons', () => {
  const at = now.toISOString()

  test('have every kind of term', () => {
    expect(coupons.length).toBeGreaterThanOrEqual(6)
    const has = (what: (coupon: (typeof coupons)[number]) => boolean) => expect(coupons.some(what)).toBe(true)
    has(({ type, maximumDiscount, minimumSpend }) => type === 'percent' && maximumDiscount !== null && minimumSpend > 0)
    has(({ type, minimumSpend }) => type === 'amount' && minimumSpend > 0)
    has(({ type }) => type === 'free_delivery')
    has(({ categoryIds }) => categoryIds !== null)
    has(({ skus }) => skus !== null)
    has(({ usageLimit, perCustomerLimit }) => usageLimit !== null && perCustomerLimit !== null)
    has(({ endsAt }) => endsAt !== null && endsAt < at)
    has(({ startsAt }) => startsAt !== null && startsAt > at)
  })

  test('list existing categories and products', () => {
    const ids = categories.map(({ id }) => id)
    for (const { skus, categoryIds } of coupons) {
      for (const id of categoryIds ?? []) expect(ids).toContain(id)
      for (const sku of skus ?? []) expect(find(sku).sku).toBe(sku)
    }
  })

  test('an amount is at most half of the minimum spend', () => {
    for (const { code, type, value, minimumSpend } of coupons) {
      if (type === 'amount') expect(value * 2, code).toBeLessThanOrEqual(minimumSpend)
    }
  })
})

describe('delivery slots', () => {
  const hongKong = (text: string) => new Date(Date.parse(text) + 8 * hour)
  const dayOf = (text: string) => hongKong(text).toISOString().slice(0, 10)

  test('cover seven days of Hong Kong from tomorrow, four or five a day', () => {
    const days = Map.groupBy(deliverySlots, ({ startsAt }) => dayOf(startsAt))
    expect([...days.keys()]).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ])
    expect([...days.values()].map((slots) => slots.length)).toEqual([5, 5, 5, 5, 5, 5, 4])
  })

  test('tomorrow in Hong Kong begins at 16:00 UTC', () => {
    const first = (text: string) => buildSeed(new Date(text), 'Asia/Hong_Kong').deliverySlots[0]?.id
    expect(first('2026-11-22T15:59:59Z')).toBe('slot-20261123-0900')
    expect(first('2026-11-22T16:00:00Z')).toBe('slot-20261124-0900')
    expect(first('2026-12-31T12:00:00Z')).toBe('slot-20270101-0900')
  })

  test.each([
    // The clocks go back on the second day, and forward on the second day.
    ['Europe/London', '2026-10-24T12:00:00Z', '2026-10-25T09:00:00.000Z', '2026-10-24T20:00:00.000Z'],
    ['Europe/London', '2026-03-28T12:00:00Z', '2026-03-29T08:00:00.000Z', '2026-03-28T21:00:00.000Z'],
    ['America/New_York', '2026-11-01T02:00:00Z', '2026-11-01T14:00:00.000Z', '2026-11-01T01:00:00.000Z'],
  ])('in %s at %s, the first slot starts at 09:00 there, and closes at 21:00 the evening before', (...row) => {
    const [timeZone, now, startsAt, cutoffAt] = row
    const { deliverySlots: slots } = buildSeed(new Date(now), timeZone)
    expect(slots[0]).toMatchObject({ startsAt, cutoffAt })
    const hours = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
    expect(new Set(slots.map((slot) => hours.format(new Date(slot.startsAt))))).toEqual(
      new Set(['09', '11', '14', '16', '19']),
    )
  })

  test('are two hours within the day, close before they start, and do not overlap', () => {
    let end = 0
    for (const { id, startsAt, endsAt, cutoffAt, capacity, fee } of deliverySlots) {
      const start = hongKong(startsAt)
      expect(id).toBe(
        `slot-${dayOf(startsAt).replaceAll('-', '')}-${start.toISOString().slice(11, 16).replace(':', '')}`,
      )
      expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(2 * hour)
      expect(start.getUTCHours()).toBeGreaterThanOrEqual(9)
      expect(start.getUTCHours()).toBeLessThanOrEqual(19)
      expect(Date.parse(cutoffAt)).toBeLessThanOrEqual(Date.parse(startsAt) - 3 * hour)
      expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(end)
      end = Date.parse(endsAt)
      expect(capacity).toBeGreaterThanOrEqual(30)
      expect(capacity).toBeLessThanOrEqual(80)
      expect(fee === 0 || (fee >= 3000 && fee <= 5000)).toBe(true)
    }
    expect(deliverySlots.some(({ fee }) => fee === 0)).toBe(true)
    expect(distinct(deliverySlots.map(({ fee }) => fee))).toBeGreaterThanOrEqual(3)
  })

  test('the first slot closes at 21:00 the evening before', () => {
    expect(deliverySlots[0]).toEqual({
      id: 'slot-20261123-0900',
      startsAt: '2026-11-23T01:00:00.000Z',
      endsAt: '2026-11-23T03:00:00.000Z',
      cutoffAt: '2026-11-22T13:00:00.000Z',
      capacity: 40,
      fee: 4000,
    })
  })
})

test('the flash sale is active now, at less than half price, and has its stock', () => {
  expect(flashSales).toHaveLength(1)
  for (const { sku, price, allocation, perCustomerLimit, startsAt, endsAt } of flashSales) {
    expect(startsAt).toBe(now.toISOString())
    expect(Date.parse(endsAt) - now.getTime()).toBe(24 * hour)
    expect(find(sku).unit).toBe('each')
    expect(price).toBeLessThan(find(sku).price / 2)
    expect(find(sku).onHand).toBeGreaterThanOrEqual(allocation * 3)
    expect(perCustomerLimit).toBe(2)
    expect(promotions.some(({ skus }) => skus.includes(sku))).toBe(false)
  }
})

describe('the seed', () => {
  test('is the same for the same time, and a caller can not change the next one', () => {
    const mine = buildSeed(now, 'Asia/Hong_Kong')
    const untouched = structuredClone(mine)
    expect(mine).toEqual(seed)
    for (const product of mine.products) product.images.push('mine.jpg')
    for (const promotion of mine.promotions) promotion.description.en = 'mine'
    expect(buildSeed(now, 'Asia/Hong_Kong')).toEqual(untouched)
  })

  test('is unchanged after a round trip through JSON', () => {
    expect(JSON.parse(JSON.stringify(seed))).toEqual(seed)
  })

  test('is accepted by every constraint of the migrations', async () => {
    const { database } = await testDatabase({ embedded: true })
    const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const insert = async (table: string, columns: string, rows: readonly object[]) => {
      const named = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value])),
      )
      const text = `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1) returning 1`
      expect(await database.query({ name: table, text }, [JSON.stringify(named)]), table).toHaveLength(rows.length)
    }
    await insert('categories', 'id, slug, parent_id, name, position', categories)
    await insert(
      'products',
      `sku, barcode, name, brand, category_id, unit, price, price_quantity, content_quantity, content_unit, images,
       age_restricted, temperature`,
      products,
    )
    await insert('inventory', 'sku, on_hand, low_stock_threshold', products)
    await insert(
      'promotions',
      `id, code, kind, quantity, amount, free_quantity, free_choice, percent, description, starts_at, ends_at, version`,
      promotions,
    )
    const members = promotions.flatMap(({ id, skus }) => skus.map((sku) => ({ promotionId: id, sku })))
    await insert('promotion_products', 'promotion_id, sku', members)
    await insert(
      'coupons',
      `id, code, type, value, description, minimum_spend, maximum_discount, starts_at, ends_at, usage_limit,
       per_customer_limit, skus, category_ids, redeemed, active, version`,
      coupons,
    )
    await insert('delivery_slots', 'id, starts_at, ends_at, cutoff_at, capacity, fee', deliverySlots)
    await insert('flash_sales', 'id, sku, price, allocation, per_customer_limit, starts_at, ends_at', flashSales)
  })
})
