import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

test.each([
  ['fresh milk', 'fresh milk'],
  ['鮮牛奶 Fresh', '鲜牛奶 Fresh'],
  ['é', 'é'],
  ['', ''],
])('fold_chinese: %s becomes %s', async (written, expected) => {
  expect(await shop.run('fold_chinese', written)).toBe(expected)
})
