import { expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

test.each([
  ['corn', 'flakes', 'cornflakes'],
  ['7', 'up', '7up'],
  ['60', 'tablets', '60tablets'],
  ['v', '8', null],
  ['vit', '8', 'vit8'],
  ['milk', '500ml', null],
  ['500ml', 'milk', null],
  ['milk', '500', null],
  ['nestle', '牛奶', null],
  ['牛奶', 'nestle', null],
  ['milk', null, null],
  [null, 'milk', null],
  ['a'.repeat(20), 'b'.repeat(5), null],
])('joined_words: %s %s', async (one, other, together) => {
  expect(await shop.rows('select joined_words($1, $2) as it', [one, other])).toEqual([{ it: together }])
})
