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

test('is_found tells whether anything on sale matches', async () => {
  const found = (matching: string) => shop.rows('select is_found($1::text::tsquery) as found', [matching])
  expect(await found("'milk'")).toEqual([{ found: true }])
  expect(await found("'zzzzzz'")).toEqual([{ found: false }])
  const code = `'#${(await sell(shop)).toLowerCase()}'`
  expect(await found(code)).toEqual([{ found: true }])
  await shop.rows("update products set active = false where sku like 'OWN-%'")
  expect(await found(code)).toEqual([{ found: false }])
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
