import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

describe('correct_search', () => {
  test.each([
    ['what is known stays', 'fresh milk', null],
    ['only what is unknown is corrected', 'fresh mlik', 'fresh milk'],
    ['Chinese that stands nowhere stands apart', '雲坡牛奶', '云 坡 牛 奶'],
    ['what is like nothing stays', 'milk zzzzzz', null],
    ['no words', '%%', null],
    ['what is known behind what is not', 'mlik fresh', 'milk fresh'],
    ['what is still being typed stays', 'chocol mlik', 'chocol milk'],
    ['the first ten words', 'mlik mlik mlik mlik mlik mlik mlik mlik mlik mlik mlik', Array(10).fill('milk').join(' ')],
    ['both', '雲坡牛奶 mlik', '云 坡 牛 奶 milk'],
  ])('%s: %s', async (_what, written, resolved) => {
    expect(await shop.rows('select correct_search($1) as resolved', [written])).toEqual([{ resolved }])
  })
})
