import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()
await shop.rows(`update synonyms set groups = '[["loo paper", "toilet roll"], ["朱古力", "巧克力"], ["tea", "cha"]]'`)
await shop.rows('select write_synonyms()')
const found = (...words: string[]) =>
  shop.rows('select first, last, exact::text, ending::text from synonyms_in($1::text[])', [words])

describe('synonyms_in', () => {
  test('two words', async () => {
    expect(await found('soft', 'loo', 'paper')).toEqual([
      { first: 2, last: 3, exact: "'toiletroll'", ending: "'==toiletroll'" },
    ])
  })

  test('a plural', async () => {
    expect(await found('teas')).toMatchObject([{ first: 1, last: 1, exact: "'cha'" }])
  })

  test('a whole Chinese run', async () => {
    expect(await found('朱古力')).toMatchObject([{ exact: "'巧克' & '克力'", ending: "'=克力'" }])
  })

  test('a part of a Chinese run, with the rest', async () => {
    expect(await found('雀巢朱古力奶')).toEqual([
      { first: 1, last: 1, exact: "'雀巢' & '巧克' & '克力' & '奶'", ending: "'=奶'" },
    ])
  })

  test('nothing for other words, nor for a part of a Latin word', async () => {
    expect(await found('teapot', 'paper', 'loo', '牛奶')).toEqual([])
  })
})
