import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

test.each([
  ['tea', ['ea', 'ta', 'te', 'tea']],
  ['egg', ['eg', 'egg', 'gg']],
  ['a', ['', 'a']],
])('deletion_variants of %s', async (word, expected) => {
  const [row] = await shop.rows('select deletion_variants($1) as words', [word])
  expect(Array.isArray(row?.words) && row.words.toSorted()).toEqual(expected)
})
