import { expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

test.each([
  ['巧克力', '', "'巧克' & '克力'"],
  ['巧克力', '%', "'%巧克' & '%克力'"],
  ['奶', '', "'奶'"],
  ['', '', null],
])('adjacent_pairs: %s in the field "%s"', async (run, field, query) => {
  expect(await shop.rows('select adjacent_pairs($1, $2) as query', [run, field])).toEqual([{ query }])
})
