import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

const asked = async (written: string) =>
  (
    await shop.rows(
      `select matching::text, code::text, exact::text, ending::text, kind::text, ending_prefix::text, kind_prefix::text,
         several
       from search_queries($1)`,
      [written],
    )
  )[0]

describe('search_queries', () => {
  test('a word that may still be typed is asked for by its beginning, and as a code', async () => {
    expect(await asked('milk')).toEqual({
      matching: "'milk':* | '%milk':* | '#milk'",
      code: "'#milk'",
      exact: "'milk'",
      ending: "'=milk'",
      kind: "'%milk'",
      ending_prefix: "'=milk':*",
      kind_prefix: "'%milk':*",
      several: false,
    })
  })

  test('a plural is asked for in the singular as well', async () => {
    expect(await asked('eggs fresh')).toMatchObject({
      matching: "( 'eggs':* | '%eggs':* | 'egg' | '%egg' ) & ( 'fresh':* | '%fresh':* )",
      exact: "( 'eggs' | 'egg' ) & 'fresh'",
    })
  })

  test('a short word before others is asked for whole', async () => {
    expect(await asked('of milk')).toMatchObject({
      matching: "( 'of' | '%of' ) & ( 'milk':* | '%milk':* )",
      code: null,
      several: true,
    })
    expect(await asked('tea of')).toMatchObject({ matching: "( 'tea':* | '%tea':* ) & ( 'of':* | '%of':* )" })
  })

  test('Chinese is asked for by its pairs, in name or category', async () => {
    expect(await asked('鮮牛奶')).toEqual({
      matching: "'鲜牛' & '牛奶' | '%鲜牛' & '%牛奶'",
      code: null,
      exact: "'鲜牛' & '牛奶'",
      ending: "'=牛奶'",
      kind: "'%鲜牛' & '%牛奶'",
      ending_prefix: "'=牛奶'",
      kind_prefix: "'%鲜牛' & '%牛奶'",
      several: true,
    })
  })

  test('of Chinese one pair, or one sign, is one word', async () => {
    expect(await asked('牛奶')).toMatchObject({ matching: "'牛奶' | '%牛奶'", several: false })
    expect(await asked('奶')).toMatchObject({ matching: "'奶' | '%奶'", exact: "'奶'", several: false })
  })

  test('the first ten words are asked for, in their order', async () => {
    const words = ['ten', 'nine', 'eight', 'seven', 'six', 'five', 'four', 'three', 'two', 'one', 'zero']
    const exact = words.slice(0, 10).map((word) => `'${word}'`)
    expect(await asked(words.join(' '))).toMatchObject({
      exact: exact.join(' & '),
      kind: expect.stringMatching(/'%one'$/),
    })
  })

  test('a size is not what a name ends with', async () => {
    expect(await asked('milk 500 ml')).toMatchObject({ ending: "'=milk'", exact: "'milk' & '500ml'" })
  })

  test('a size is not what a category is called, but must be somewhere', async () => {
    expect(await asked('milk 500ml')).toMatchObject({
      kind: "'%milk'",
      kind_prefix: "'%milk' & ( '500ml':* | '%500ml':* )",
    })
    expect(await asked('500ml milk')).toMatchObject({
      kind: "'%milk'",
      kind_prefix: "( '500ml':* | '%500ml':* ) & '%milk':*",
    })
    expect(await asked('fresh milk')).toMatchObject({
      kind: "'%fresh' & '%milk'",
      kind_prefix: "'%fresh' & '%milk':*",
    })
  })

  test('a size alone is what is looked for', async () => {
    expect(await asked('500ml')).toMatchObject({ ending: "'=500ml'", kind: "'%500ml'", several: false })
    expect(await asked('2kg 500ml')).toMatchObject({ ending: "'=500ml'", kind: "'%2kg' & '%500ml'", several: true })
  })

  test('a code is asked for without its leading zeros', async () => {
    expect(await asked('00489')).toMatchObject({ code: "'#489'" })
  })

  test('and in any case', async () => {
    expect(await asked(' ABC-1')).toMatchObject({ code: "'#abc-1'" })
  })

  test('no word matches all, signs alone match nothing', async () => {
    expect(await asked('')).toMatchObject({ matching: "'#'", code: null })
    const nothing = "'##'"
    expect(await asked('%%')).toEqual({
      ...{ matching: nothing, code: null, exact: nothing, ending: nothing, kind: nothing },
      ...{ ending_prefix: nothing, kind_prefix: nothing, several: false },
    })
  })
})
