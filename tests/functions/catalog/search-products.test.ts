import { describe, expect, test } from 'vitest'
import { ProductPage } from '../../../shared/catalog/list-products.ts'
import { Product } from '../../../shared/catalog/product.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

async function find(q: string): Promise<string[]> {
  const { body } = await shop.call('GET', `/products?${new URLSearchParams({ q, limit: '100' })}`)
  return ProductPage.parse(body).items.map(({ sku }) => sku)
}

const milk = Product.parse((await shop.call('GET', '/products/MILK-0001')).body)

describe('a product is found', () => {
  test.each([
    ['in Chinese', '全脂鮮牛奶'],
    ['by part of its Chinese name', '鮮牛'],
    ['in English', 'Fresh Whole Milk'],
    ['in any case', 'fResH wHoLe'],
    ['by its brand', 'Cloudslope'],
    ['by its Chinese brand', '雲坡'],
    ['by its barcode', milk.barcode ?? 'none'],
    ['by its SKU', 'MILK-0001'],
    ['by its SKU in lower case', 'milk-0001'],
    ['by several words in any order', 'milk cloudslope fresh'],
    ['in two languages at once', '雲坡 milk'],
    ['by words with much space between them', '  fresh \u3000 milk  '],
    ['in full-width letters, as a Chinese keyboard types them', 'Ｆｒｅｓｈ　Ｍｉｌｋ'],
    ['by its size', '946ml milk'],
    ['by its size, the unit apart', 'milk 946 mL'],
    ['by its size, the unit in Chinese', '牛奶 946毫升'],
    ['in simplified Chinese', '鲜牛奶'],
    ['by its brand in simplified Chinese', '云坡牧场'],
    ['by one sign', '奶'],
    ['by what is typed so far', 'fresh who'],
    ['by the beginning of each word', 'fre who mil'],
    ['in the plural', 'milks'],
    ['with a letter too few', 'clodslope'],
    ['with a letter too many', 'cloudsloope milk'],
    ['with a wrong letter', 'cloudslape'],
    ['with two letters swapped', 'mlik'],
    ['with a wrong letter in what is typed so far', 'clowdsl'],
    ['by Chinese that stands apart', '雲坡牛奶'],
    ['with accents', 'Frésh mïlk'],
  ])('%s', async (_how, q) => {
    expect(await find(q)).toContain('MILK-0001')
  })

  test('by its barcode or SKU, in first place', async () => {
    expect(await find(milk.barcode ?? '')).toEqual(['MILK-0001'])
    expect((await find('milk-0001'))[0]).toBe('MILK-0001')
  })

  test('by corrected letters, but not by corrected digits', async () => {
    expect(await find('947ml')).not.toContain('MILK-0001')
  })

  test('only if it has every word', async () => {
    const skus = await find('milk chocolate')
    expect(skus).toContain('MILK-0005')
    expect(skus).not.toContain('MILK-0001')
  })

  test('names with the whole word come before names with a word that starts with it', async () => {
    const skus = await find('butter')
    const whole = skus.indexOf('BUTR-0001') // Unsalted Butter
    const beginning = skus.indexOf('MILK-0008') // Buttermilk
    expect([whole >= 0, beginning >= 0, whole < beginning]).toEqual([true, true, true])
  })
})

describe('nothing is found', () => {
  test.each(['zzzzzz', '不存在的商品', '%%', 'm_lk', "''", '\\', '"', "milk' or '1'='1", 'milk zzzzzz', '{}', '$$'])(
    'for %s',
    async (q) => {
      expect(await find(q)).toEqual([])
    },
  )
})

test('an empty search lists all products', async () => {
  for (const q of ['', '   ']) expect(await find(q)).toHaveLength(100)
})

test('200 for the maximum number of words', async () => {
  const { status } = await shop.call('GET', `/products?q=${encodeURIComponent('m '.repeat(100))}`)
  expect(status).toBe(200)
})
