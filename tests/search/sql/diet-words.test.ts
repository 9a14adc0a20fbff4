import { expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

test('diet_words: core words are among all words, which are in the singular or known as written', async () => {
  const [words] = await shop.rows('select * from diet_words()')
  const { latin, core } = Object(words)
  expect(core.filter((word: string) => !latin.includes(word))).toEqual([])
  expect(latin).toEqual(expect.arrayContaining(['halal', 'kosher', 'vegan', 'gluten', 'nut', 'peanut']))
})

test.each(['清真', '纯素', '无麸', '不含奶', '花生'])('the Chinese pattern contains %s', async (word) => {
  expect(await shop.rows("select $1 ~ ('^(' || (diet_words()).chinese || ')$') as found", [word])).toEqual([
    { found: true },
  ])
})
