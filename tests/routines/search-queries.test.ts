import { describe, expect, test } from 'vitest'
import { testShop } from '../support/shop.ts'

const shop = await testShop()

const asked = async (written: string) =>
  (
    await shop.rows(
      `select matching::text, code::text, exact::text, ending::text, kind::text, ending_begun::text, kind_begun::text
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
      ending_begun: "'=milk':*",
      kind_begun: "'%milk':*",
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
    })
  })

  test('Chinese is asked for by its pairs, in name or category', async () => {
    expect(await asked('鮮牛奶')).toEqual({
      matching: "'鲜牛' & '牛奶' | '%鲜牛' & '%牛奶'",
      code: null,
      exact: "'鲜牛' & '牛奶'",
      ending: "'=牛奶'",
      kind: "'%鲜牛' & '%牛奶'",
      ending_begun: "'=牛奶'",
      kind_begun: "'%鲜牛' & '%牛奶'",
    })
  })

  test('a size is not what a name ends with', async () => {
    expect(await asked('milk 500 ml')).toMatchObject({ ending: "'=milk'", exact: "'milk' & '500ml'" })
  })

  test('a size is not what a category is called, but must be somewhere', async () => {
    expect(await asked('milk 500ml')).toMatchObject({
      kind: "'%milk'",
      kind_begun: "'%milk' & ( '500ml':* | '%500ml':* )",
    })
  })

  test('a code is asked for without its leading zeros', async () => {
    expect(await asked('00489')).toMatchObject({ code: "'#489'" })
  })

  test('no word matches all, signs alone match nothing', async () => {
    expect(await asked('')).toMatchObject({ matching: "'#'", code: null })
    expect(await asked('%%')).toMatchObject({ matching: "'##'", exact: "'##'", code: null })
  })
})
