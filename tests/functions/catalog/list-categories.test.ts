import { expect, test } from 'vitest'
import type * as z from 'zod'
import { type Category, CategoryList } from '../../../shared/catalog/list-categories.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from './test-records.ts'

const shop = await testShop()
const tree = async () => CategoryList.parse((await shop.call('GET', '/categories')).body).items

type Branch = z.output<typeof Category>
const flat = (branches: Branch[]): Branch[] => branches.flatMap((branch) => [branch, ...flat(branch.children)])

test('200: every category once, in display order, with its names', async () => {
  const items = await tree()
  expect(items.slice(0, 3).map(({ slug }) => slug)).toEqual(['fresh-produce', 'meat-seafood', 'dairy-eggs'])
  expect(items[0]).toMatchObject({ name: { 'zh-Hant': '新鮮蔬果', en: 'Fresh Fruit & Vegetables' } })
  expect(items[0]?.children.map(({ slug }) => slug)).toEqual([
    'vegetables',
    'root-vegetables',
    'fruit',
    'herbs-mushrooms',
  ])
  const [counted] = await shop.rows(`select count(*)::integer as categories from categories c
    where exists (select from products p where p.category_id = any (category_descendants(c.slug)))`)
  const slugs = flat(items).map(({ slug }) => slug)
  expect([slugs.length, new Set(slugs).size]).toEqual([counted?.categories, counted?.categories])
})

test('a category counts its own products and those of its descendants', async () => {
  await shop.rows(`insert into categories (id, slug, parent_id, name, position)
    values ('cat-deep', 'deep', 'cat-fruit', '{"en":"Deep"}', 9), ('cat-empty', 'empty', null, '{"en":"Empty"}', 99)`)
  await addProduct(shop, { categoryId: 'cat-deep' })
  await addProduct(shop, { categoryId: 'cat-fresh-produce' })
  const rows = await shop.rows(`
    with recursive below as (
      select id, id as top from categories
      union all select c.id, below.top from categories c join below on c.parent_id = below.id
    )
    select c.slug, count(p.sku)::integer as products from categories c
    join below on below.top = c.id
    left join products p on p.category_id = below.id and p.active
    group by c.slug having count(p.sku) > 0 order by c.slug`)
  const counts = flat(await tree()).map(({ slug, productCount }) => ({ slug, products: productCount }))
  expect(counts.sort((left, right) => (left.slug < right.slug ? -1 : 1))).toEqual(rows)
  expect(counts).toContainEqual({ slug: 'deep', products: 1 })
  expect(counts.map(({ slug }) => slug)).not.toContain('empty')
})

test('inactive products are not counted', async () => {
  const count = async () => flat(await tree()).find(({ slug }) => slug === 'fruit')?.productCount ?? 0
  const before = await count()
  const sku = await addProduct(shop)
  expect(await count()).toBe(before + 1)
  await shop.rows('update products set active = false where sku = $1', [sku])
  expect(await count()).toBe(before)
})
