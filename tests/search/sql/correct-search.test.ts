import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

describe('correct_search', () => {
  test.each([
    ['known words do not change', 'fresh milk', null],
    ['only unknown words are corrected', 'fresh mlik', 'fresh milk'],
    ['Chinese that stands nowhere stands apart', '雲坡牛奶', '云 坡 牛 奶'],
    ['words without a similar word do not change', 'milk zzzzzz', null],
    ['no words', '%%', null],
    ['a known word after an unknown one', 'mlik fresh', 'milk fresh'],
    ['a prefix does not change', 'chocol mlik', 'chocol milk'],
    [
      'only the first ten words',
      'mlik mlik mlik mlik mlik mlik mlik mlik mlik mlik mlik',
      Array(10).fill('milk').join(' '),
    ],
    ['both', '雲坡牛奶 mlik', '云 坡 牛 奶 milk'],
  ])('%s: %s', async (_what, written, resolved) => {
    expect(await shop.rows('select correct_search($1) as resolved', [written])).toEqual([{ resolved }])
  })
})
