import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()
await shop.rows(
  `insert into categories (id, slug, parent_id, name, position)
   select id, 'slug-of-' || id, parent, '{"en": "Any"}', 0
   from (values ('root', null), ('left', 'root'), ('right', 'root'), ('leaf', 'left'), ('other', null)) as c (id, parent)`,
)

describe('category_descendants', () => {
  test.each([
    ['a root category', 'slug-of-root', ['leaf', 'left', 'right', 'root']],
    ['a branch', 'slug-of-left', ['leaf', 'left']],
    ['a leaf', 'slug-of-leaf', ['leaf']],
    ['an unknown slug', 'nowhere', []],
    ['a null slug', null, null],
  ])('%s', async (_what, slug, ids) => {
    const found = await shop.rows(
      `select (select array_agg(id order by id) from unnest(found) id) as ids, found is null as none
       from category_descendants($1) found`,
      [slug],
    )
    expect(found).toEqual([{ ids: ids?.length === 0 ? null : ids, none: ids === null }])
  })
})
