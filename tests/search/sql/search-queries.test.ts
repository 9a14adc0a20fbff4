import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

const queries = async (written: string) =>
  (
    await shop.rows(
      `select matching::text, code::text, exact::text, ending::text, kind::text, ending_prefix::text, kind_prefix::text,
         several
       from search_queries($1)`,
      [written],
    )
  )[0]

describe('search_queries', () => {
  test('the last word matches as a prefix and as a code', async () => {
    expect(await queries('milk')).toEqual({
      matching: "'milk':* | '%milk':* | '#milk'",
      code: "'#milk'",
      exact: "'milk'",
      ending: "'=milk' | '==milk'",
      kind: "'%milk'",
      ending_prefix: "'=milk':*",
      kind_prefix: "'%milk':*",
      several: false,
    })
  })

  test('a plural also matches the singular', async () => {
    expect(await queries('eggs fresh')).toMatchObject({
      matching: "( 'eggs':* | '%eggs':* | 'egg' | '%egg' | 'eggsfresh' ) & ( 'fresh':* | '%fresh':* | 'eggsfresh':* )",
      exact: "( 'eggs' | 'egg' | 'eggsfresh' ) & ( 'fresh' | 'eggsfresh' )",
    })
  })

  test('a short word before others matches as a whole word', async () => {
    expect(await queries('of milk')).toMatchObject({
      matching: "( 'of' | 'ofmilk' | '%of' | '%ofmilk' ) & ( 'milk':* | '%milk':* | 'ofmilk':* )",
      code: null,
      several: true,
    })
    expect(await queries('tea of')).toMatchObject({
      matching: "( 'tea':* | '%tea':* | 'teaof' ) & ( 'of':* | '%of':* | 'teaof':* )",
    })
  })

  test('Chinese matches by pairs, in name or category', async () => {
    expect(await queries('鮮牛奶')).toEqual({
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

  test('one Chinese pair or character is one word', async () => {
    expect(await queries('牛奶')).toMatchObject({ matching: "'牛奶' | '%牛奶'", several: false })
    expect(await queries('奶')).toMatchObject({ matching: "'奶' | '%奶'", exact: "'奶'", several: false })
  })

  test('only the first ten words count, in order', async () => {
    const words = Array.from({ length: 11 }, (_, index) => `${11 + index}ml`)
    const exact = words.slice(0, 10).map((word) => `'${word}'`)
    expect(await queries(words.join(' '))).toMatchObject({
      exact: exact.join(' & '),
      kind: expect.stringMatching(/'%20ml'$/),
    })
  })

  test('ending ignores sizes', async () => {
    expect(await queries('milk 500 ml')).toMatchObject({ ending: "'=milk' | '==milk'", exact: "'milk' & '500ml'" })
  })

  test('kind ignores sizes, kind_prefix needs them in any field', async () => {
    expect(await queries('milk 500ml')).toMatchObject({
      kind: "'%milk'",
      kind_prefix: "'%milk' & ( '500ml':* | '%500ml':* )",
    })
    expect(await queries('500ml milk')).toMatchObject({
      kind: "'%milk'",
      kind_prefix: "( '500ml':* | '%500ml':* ) & '%milk':*",
    })
    expect(await queries('fresh milk')).toMatchObject({
      kind: "( '%fresh' | '%freshmilk' ) & ( '%milk' | '%freshmilk' )",
      kind_prefix: "'%fresh' & '%milk':*",
    })
  })

  test('a text of sizes only matches sizes', async () => {
    expect(await queries('500ml')).toMatchObject({ ending: "'=500ml' | '==500ml'", kind: "'%500ml'", several: false })
    expect(await queries('2kg 500ml')).toMatchObject({
      ending: "'=500ml' | '==500ml'",
      kind: "'%2kg' & '%500ml'",
      several: true,
    })
  })

  test('a SKU has its leading zeros, a barcode none', async () => {
    expect(await queries('00489')).toMatchObject({ code: "'#00489' | '#+489'" })
    expect(await queries('0 36000-291452')).toMatchObject({ code: "'#+36000291452'" })
    for (const zeros of ['0', '000']) expect(await queries(zeros)).toMatchObject({ code: `'#${zeros}'` })
  })

  test('words written together match apart, and apart together; sizes do not', async () => {
    expect(await queries('corn flakes 500g')).toMatchObject({
      exact: "( 'corn' | 'cornflakes' ) & ( 'flakes' | 'flake' | 'cornflakes' ) & '500g'",
      ending: "'=flakes' | '=flake' | '==flakes' | '==cornflakes'",
    })
    expect(await queries('7 up')).toMatchObject({ exact: "( '7' | '7up' ) & ( 'up' | '7up' )" })
    expect(await queries('nestle 牛奶')).toMatchObject({ exact: "'nestle' & '牛奶'" })
  })

  test('a code is in lower case', async () => {
    expect(await queries(' ABC-1')).toMatchObject({ code: "'#abc-1'" })
  })

  test('an empty text matches all, punctuation matches nothing', async () => {
    expect(await queries('')).toMatchObject({ matching: "'#'", code: null })
    const nothing = "'##'"
    expect(await queries('%%')).toEqual({
      ...{ matching: nothing, code: null, exact: nothing, ending: nothing, kind: nothing },
      ...{ ending_prefix: nothing, kind_prefix: nothing, several: false },
    })
  })
})
