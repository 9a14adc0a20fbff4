import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

test('require_category_depth counts the levels above and below', async () => {
  for (let level = 1; level <= 9; level++)
    await shop.insert('categories', {
      ...{ id: `l${level}`, slug: `l${level}`, name: '{"en": "X"}', parent_id: level === 1 ? null : `l${level - 1}` },
    })
  const refused = { refused: 'category_too_deep', facts: { levels: 9, maximum: 8 } }
  for (const id of ['l1', 'l5', 'l9']) expect(await shop.run('require_category_depth', id)).toEqual(refused)
  await shop.write("delete from categories where id = 'l9'")
  for (const id of ['l1', 'l5', 'l8']) expect(await shop.run('require_category_depth', id)).toBe('')
})
