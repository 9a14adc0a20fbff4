import { afterEach, describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

describe('correct_word', () => {
  test.each([
    ['a missing letter', 'choclate', 'chocolate'],
    ['an extra letter', 'millk', 'milk'],
    ['a wrong letter', 'mulk', 'milk'],
    ['a wrong first letter', 'nilk', 'milk'],
    ['two letters swapped', 'mlik', 'milk'],
    ['a misspelt prefix', 'choclat', 'chocolate'],
    ['two wrong letters', 'mulc', null],
    ['too short', 'mlk', null],
    ['a size', '946nl', null],
    ['a diet', 'halal', null],
    ['an allergen in the plural', 'cashews', null],
    ['no similar word', 'zzzzzz', null],
  ])('%s: %s', async (_what, word, corrected) => {
    expect(await shop.rows('select correct_word($1) as corrected', [word])).toEqual([{ corrected }])
  })
})

describe('correct_word, of words that only some products have', () => {
  /** Inserts products with this name. */
  const named = (name: string, products = 1) =>
    shop.rows(
      `insert into products (sku, name, category_id, unit, price, price_quantity)
       select 'WORD-' || gen_random_uuid(), jsonb_build_object('en', $1::text), 'cat-fruit', 'each', 100, 1
       from generate_series(1, $2)`,
      [name, products],
    )
  afterEach(async () => {
    await shop.rows("delete from products where sku like 'WORD-%'")
  })
  const corrected = async (word: string) =>
    (await shop.rows('select correct_word($1) as corrected', [word]))[0]?.corrected

  test('prefers the same first letter, then more products, then alphabetical order', async () => {
    await named('xuvvet', 3)
    await named('quvvex')
    expect(await corrected('quvvet')).toBe('quvvex')
    await named('quvvez', 2)
    expect(await corrected('quvvet')).toBe('quvvez')
    await named('plonkd plonkb plonkf plonka plonkc plonke plonkg plonkh')
    expect(await corrected('plonkx')).toBe('plonka')
  })

  test('not another word of the same product', async () => {
    await named('brandle brandy brokdle')
    expect(await corrected('brandlu')).toBe('brandle')
    await named('kreffix kreaab')
    expect(await corrected('kreffiz')).toBe('kreffix')
  })

  test('a word of a single product is enough, even after many others', async () => {
    await named('quokkaberry')
    expect(await corrected('quokaberry')).toBe('quokkaberry')
  })

  test('four letters may lack one, but are not corrected as a prefix', async () => {
    await named('jwix jwixxenfull')
    expect(await corrected('jwex')).toBe('jwix')
    expect(await corrected('jwis')).toBe('jwix')
    await named('vroth')
    expect(await corrected('vrth')).toBe('vroth')
    await named('jwoxabeer jwoxx')
    expect(await corrected('jwoxy')).toBe('jwoxx')
    expect(await corrected('jwobb')).toBe(null)
  })

  test('six or more letters may be a prefix, if no whole word matches', async () => {
    await named('zyllophone')
    expect(await corrected('zylophon')).toBe('zyllophone')
    expect(await corrected('zyllof')).toBe('zyllophone')
    expect(await corrected('zylof')).toBe(null)
    await named('zyrtomancer', 2)
    await named('zyrtomu')
    expect(await corrected('zyrtomx')).toBe('zyrtomu')
  })

  test('no words with digits, and no words of inactive products', async () => {
    await named('vyt4mon')
    expect(await corrected('vytamon')).toBe(null)
    await named('vyt4mon vytemon')
    expect(await corrected('vytamon')).toBe('vytemon')
    await shop.rows("update products set active = false where sku like 'WORD-%'")
    expect(await corrected('vytamon')).toBe(null)
  })

  test('at most fifty similar products are checked', async () => {
    await named('kwanta', 25)
    await named('kwantb', 26)
    expect(await corrected('kwantx')).toBe('kwanta')
  })
})
