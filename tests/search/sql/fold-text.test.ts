import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'

const { database } = await testDatabase()

async function fold(written: string | null) {
  const [row] = await database.query({ name: 'fold', text: 'select fold_text($1) as folded' }, [written])
  return row?.folded
}

test.each([
  ['capitals', 'MILK', 'milk'],
  ['full-width letters and spaces', 'Ｍｉｌｋ　１Ｌ', 'milk 1l'],
  ['accents', 'Häagen-Dazs Crème brûlée', 'haagen dazs creme brulee'],
  ['apostrophes', "Kellogg’s M&M's", 'kelloggs m ms'],
  ['traditional characters', '雞蛋 麵包 衞生紙 裏', '鸡蛋 面包 卫生纸 里'],
  ['Japanese, which has signs of its own', 'が', 'が'],
  ['sizes in words', '1.5 litres, 2 Liters 500 grams 3 kilos 946 mL', '1.5l 2l 500g 3kg 946ml'],
  ['sizes in Chinese', '牛奶 946毫升 1.5公升 500克 2公斤 1千克', '牛奶 946ml 1.5l 500g 2kg 1kg'],
  ['a size before a word', '5 grain bread', '5 grain bread'],
  ['thousands', '1,000 g', '1000g'],
  ['points outside of numbers', 'Imp. Banquet v.2 .5 5.', 'imp banquet v 2 5 5'],
  ['punctuation only', '%% "\' --', ''],
  ['nothing', '', ''],
])('%s', async (_what, written, folded) => {
  expect(await fold(written)).toBe(folded)
})

test('null stays null', async () => {
  expect(await fold(null)).toBeNull()
})
