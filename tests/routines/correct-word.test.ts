import { describe, expect, test } from 'vitest'
import { sell } from '../functions/goods.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()

describe('correct_word', () => {
  test.each([
    ['a letter too few', 'choclate', 'chocolate'],
    ['a letter too many', 'millk', 'milk'],
    ['a wrong letter', 'mulk', 'milk'],
    ['a wrong first letter', 'nilk', 'milk'],
    ['two letters swapped', 'mlik', 'milk'],
    ['still being typed', 'choclat', 'chocolate'],
    ['two wrong letters', 'mulc', null],
    ['too short', 'mlk', null],
    ['a size', '946nl', null],
    ['nothing like it', 'zzzzzz', null],
  ])('%s: %s', async (_what, word, corrected) => {
    expect(await shop.rows('select correct_word($1) as corrected', [word])).toEqual([{ corrected }])
  })
})

test('count_found counts what is on sale and matches, up to so many', async () => {
  const count = (matching: string, most: number) =>
    shop.rows('select count_found($1::text::tsquery, $2) as found', [matching, most])
  expect(await count("'milk'", 1)).toEqual([{ found: 1 }])
  expect(await count("'milk'", 3)).toEqual([{ found: 3 }])
  expect(await count("'zzzzzz'", 3)).toEqual([{ found: 0 }])
  const code = `'#${(await sell(shop)).toLowerCase()}'`
  expect(await count(code, 3)).toEqual([{ found: 1 }])
  await shop.rows("update products set active = false where sku like 'OWN-%'")
  expect(await count(code, 3)).toEqual([{ found: 0 }])
})

describe('resolve_search', () => {
  test.each([
    ['what is known stays', 'fresh milk', null],
    ['only what is unknown is corrected', 'fresh mlik', 'fresh milk'],
    ['Chinese that stands nowhere stands apart', '雲坡牛奶', '云 坡 牛 奶'],
    ['what is like nothing stays', 'milk zzzzzz', null],
    ['no words', '%%', null],
  ])('%s: %s', async (_what, written, resolved) => {
    expect(await shop.rows('select resolve_search($1) as resolved', [written])).toEqual([{ resolved }])
  })
})
