import { describe, expect, test } from 'vitest'
import { CategoryRecord } from '../../shared/catalog/category-record.ts'
import { CategoryList } from '../../shared/catalog/list-categories.ts'
import { CategoryPage } from '../../shared/catalog/read-categories.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testDatabase } from '../support/database.ts'
import { SECRET_KEY, shopOn, testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.call(method, `/admin/categories${path}`, {
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body }),
  })

let made = 0
async function create(changes: object = {}) {
  const answer = await send('POST', '', { name: { en: `Shelf ${++made}` }, ...changes })
  expect(answer.status, answer.text).toBe(201)
  return CategoryRecord.parse(answer.body)
}
const read = async (slug: string) => CategoryRecord.parse((await send('GET', `/${slug}`)).body)
const change = async (slug: string, changes: object) => {
  const answer = await send('PATCH', `/${slug}`, changes)
  expect(answer.status, answer.text).toBe(200)
  return CategoryRecord.parse(answer.body)
}
const put = async (slug: string) => {
  const sku = await addProduct(shop)
  const answer = await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { category: slug } })
  expect(answer.status, answer.text).toBe(200)
  return sku
}
const below = async (parent: string) =>
  CategoryPage.parse((await send('GET', `?parent=${parent}&limit=100`)).body)
    .items.sort((left, right) => left.position - right.position)
    .map(({ slug }) => slug)
const listed = async (slug: string) => {
  const { body } = await shop.call('GET', `/products?category=${slug}`)
  return Object(body).items.map(({ sku }: { sku: string }) => sku)
}
const shown = async () => JSON.stringify((await shop.call('GET', '/categories')).body)

test('a fresh shop makes its first category and its first product by the API', async () => {
  const { database, env } = await testDatabase({ variables: { SECRET_KEY } })
  const fresh = shopOn(database, env)
  const staff = await staffHeaders(fresh)
  const body = { name: { en: 'Milk & Cream', 'zh-Hant': '牛奶及忌廉' } }
  const category = await fresh.call('POST', '/admin/categories', { headers: staff, body })
  expect(category).toMatchObject({ status: 201, body: { slug: 'milk-and-cream', parent: null, position: 0 } })
  expect(CategoryList.parse((await fresh.call('GET', '/categories')).body).items).toEqual([])
  const product = { sku: 'FIRST-1', name: { en: 'Milk' }, category: 'milk-and-cream', unit: 'each', price: 1000 }
  expect((await fresh.call('POST', '/admin/products', { headers: staff, body: product })).status).toBe(201)
  expect((await fresh.call('GET', '/categories')).body).toEqual({
    items: [{ slug: 'milk-and-cream', ...body, image: null, productCount: 1, children: [] }],
  })
})

describe('POST', () => {
  test('201 with every field, in the audit log', async () => {
    const parent = await create()
    const body = { slug: 'dim-sum', name: { en: 'Dim sum' }, parent: parent.slug, image: 'https://img.example/a.jpg' }
    const answer = await send('POST', '', body)
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(answer).toMatchObject({ status: 201, body: { ...body, position: 0, products: 0, children: 0, version: 1 } })
    expect(await auditEntries(shop, 'category', 'dim-sum')).toMatchObject([
      { action: 'create', before: null, after: body },
    ])
  })

  test('the slug follows the name, and is another one when it is taken', async () => {
    const { slug } = await create()
    const first = await create({ name: { en: 'Fruit’s & Nuts' }, parent: slug })
    const second = await create({ name: { en: 'Fruits & nuts' }, parent: slug })
    const chinese = await create({ name: { 'zh-Hant': '點心' } })
    expect([first.slug, second.slug]).toEqual(['fruits-and-nuts', `${slug}-fruits-and-nuts`])
    expect(chinese.slug).toMatch(/^category-[0-9a-z]{8}$/)
  })

  test('409 category_exists, also for a former slug', async () => {
    const { slug } = await create({ slug: 'once' })
    await change(slug, { slug: 'now' })
    for (const taken of ['now', 'once']) {
      const answer = await send('POST', '', { slug: taken, name: { en: 'X' } })
      expect(answer).toMatchObject({ status: 409, body: { code: 'category_exists', slug: taken } })
    }
  })

  test.each([
    ['no name', { name: {} }],
    ['a slug with capitals', { name: { en: 'X' }, slug: 'Milk' }],
    ['a slug with a slash', { name: { en: 'X' }, slug: 'a/b' }],
    ['a picture over http', { name: { en: 'X' }, image: 'http://img.example/a.jpg' }],
    ['a picture with a password', { name: { en: 'X' }, image: 'https://me:secret@img.example/a.jpg' }],
    ['a negative position', { name: { en: 'X' }, position: -1 }],
    ['an unknown field', { name: { en: 'X' }, colour: 'red' }],
  ])('422 %s', async (_what, body) => {
    expect(await send('POST', '', body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
  })

  test('422 unknown_categories: the parent', async () => {
    const answer = await send('POST', '', { name: { en: 'X' }, parent: 'nowhere' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown_categories', categories: ['nowhere'] } })
  })

  test('409 category_too_deep below the eighth level', async () => {
    let parent: string | null = null
    for (let level = 1; level <= 8; level++) parent = (await create({ parent })).slug
    const answer = await send('POST', '', { name: { en: 'Ninth' }, parent })
    expect(answer).toMatchObject({ status: 409, body: { code: 'category_too_deep', levels: 9, maximum: 8 } })
  })
})

describe('PATCH', () => {
  test('renames in both languages: products are found by the new name, and no longer by the old one', async () => {
    const { slug } = await create({ parent: (await create()).slug, name: { en: 'Zorbles' } })
    const sku = await put(slug)
    await change(slug, { name: { en: 'Quinters', 'zh-Hant': '鮮魷' } })
    const found = async (q: string) => JSON.stringify((await shop.call('GET', `/products?q=${q}`)).body)
    expect(await found('quinters')).toContain(sku)
    expect(await found('鮮魷')).toContain(sku)
    expect(await found('zorbles')).not.toContain(sku)
    expect(await shown()).toContain('Quinters')
  })

  test('a former slug leads to the category, for shoppers and for coupons', async () => {
    const { slug } = await create({ slug: 'diary' })
    const sku = await put(slug)
    await change(slug, { slug: 'dairy' })
    expect([await listed('diary'), await listed('dairy')]).toEqual([[sku], [sku]])
    const coupon = { code: 'DIARY', type: 'amount', value: 100, categories: ['diary'] }
    const answer = await shop.call('POST', '/admin/coupons', { headers, body: coupon })
    expect(answer).toMatchObject({ status: 201, body: { categories: ['dairy'] } })
    expect((await send('GET', '/diary')).status).toBe(404)
    await change('dairy', { slug: 'diary' })
    expect([await listed('diary'), await listed('dairy')]).toEqual([[sku], [sku]])
  })

  test('orders siblings, without gaps', async () => {
    const { slug: parent } = await create()
    const [a = '', b = '', c = ''] = [
      (await create({ parent })).slug,
      (await create({ parent })).slug,
      (await create({ parent })).slug,
    ]
    await change(c, { position: 0 })
    expect(await below(parent)).toEqual([c, a, b])
    await change(c, { position: 1 })
    expect(await below(parent)).toEqual([a, c, b])
    await change(a, { position: 99 })
    expect(await below(parent)).toEqual([c, b, a])
    expect(await read(a)).toMatchObject({ position: 2 })
    const { slug: first } = await create({ parent, position: 0 })
    expect(await below(parent)).toEqual([first, c, b, a])
  })

  test('moves: to the end of its new siblings, with everything below it, and to the top', async () => {
    const [from, to] = [await create(), await create()]
    const moved = await create({ parent: from.slug })
    const sku = await put((await create({ parent: moved.slug })).slug)
    await create({ parent: to.slug })
    expect(await change(moved.slug, { parent: to.slug })).toMatchObject({ parent: to.slug, position: 1, version: 2 })
    expect([await listed(from.slug), await listed(to.slug)]).toEqual([[], [sku]])
    expect(await change(moved.slug, { parent: null })).toMatchObject({ parent: null })
    expect(await listed(to.slug)).toEqual([])
  })

  test('409 category_cycle: below itself, or below a category under it', async () => {
    const top = await create()
    const middle = await create({ parent: top.slug })
    const leaf = await create({ parent: middle.slug })
    for (const parent of [top.slug, middle.slug, leaf.slug]) {
      const answer = await send('PATCH', `/${top.slug}`, { parent })
      expect(answer).toMatchObject({ status: 409, body: { code: 'category_cycle', parent } })
    }
  })

  test('409 category_too_deep counts what is below the moved category', async () => {
    let parent: string | null = null
    for (let level = 1; level <= 7; level++) parent = (await create({ parent })).slug
    const moved = await create()
    await create({ parent: moved.slug })
    expect(await send('PATCH', `/${moved.slug}`, { parent })).toMatchObject({ body: { code: 'category_too_deep' } })
  })

  test('412 for another version, 404 for an unknown slug, and nothing for no change', async () => {
    const { slug } = await create()
    const name = { en: 'Other' }
    expect((await send('PATCH', `/${slug}`, { name }, { 'if-match': '"2"' })).status).toBe(412)
    expect(await send('PATCH', '/nowhere', { name })).toMatchObject({ body: { code: 'category_not_found' } })
    const { version } = await change(slug, { name })
    expect(await change(slug, { name, position: (await read(slug)).position })).toMatchObject({ version })
    expect((await auditEntries(shop, 'category', slug)).map(({ action }) => action)).toEqual(['create', 'update'])
  })
})

describe('POST …/merge', () => {
  test('products, subcategories, coupons and the old slug lead to the remaining category', async () => {
    const [typo, right] = [await create({ slug: 'vegtables' }), await create({ slug: 'greens' })]
    const [first, second] = [await put('vegtables'), await put('greens')]
    const child = await create({ parent: 'vegtables' })
    const third = await put(child.slug)
    const body = { code: 'GREEN', type: 'percent', value: 10, categories: ['vegtables', 'greens'] }
    expect((await shop.call('POST', '/admin/coupons', { headers, body })).status).toBe(201)
    const answer = await send('POST', '/vegtables/merge', { into: 'greens' }, { 'if-match': `"${typo.version}"` })
    expect(answer).toMatchObject({ status: 200, body: { slug: 'greens', products: 2, children: 1, version: 2 } })
    expect(right.products).toBe(0)
    for (const slug of ['greens', 'vegtables'])
      expect((await listed(slug)).sort()).toEqual([first, second, third].sort())
    expect(await read(child.slug)).toMatchObject({ parent: 'greens' })
    expect((await shop.call('GET', '/admin/coupons/GREEN', { headers })).body).toMatchObject({ categories: ['greens'] })
    expect(await shown()).not.toContain('vegtables')
    const log = await auditEntries(shop, 'category', 'vegtables')
    expect(log.at(-1)).toMatchObject({ action: 'merge', after: { into: 'greens', products: 1, coupons: 1 } })
  })

  test('a coupon for the merged category still gives its discount', async () => {
    const [gone, stays] = [await create(), await create()]
    const sku = await put(gone.slug)
    const body = { code: 'MERGED', type: 'amount', value: 150, categories: [gone.slug] }
    await shop.call('POST', '/admin/coupons', { headers, body })
    await send('POST', `/${gone.slug}/merge`, { into: stays.slug })
    expect(await shop.cart({ lines: { [sku]: 1 }, coupon: 'MERGED' })).toMatchObject({ discount: 150 })
  })

  test('409 category_cycle: into itself, or into a category below it', async () => {
    const top = await create()
    const child = await create({ parent: top.slug })
    for (const into of [top.slug, child.slug]) {
      expect(await send('POST', `/${top.slug}/merge`, { into })).toMatchObject({
        status: 409,
        body: { code: 'category_cycle' },
      })
    }
    expect((await send('POST', `/${child.slug}/merge`, { into: top.slug })).status).toBe(200)
  })

  test('404 and 422 for unknown categories', async () => {
    const { slug } = await create()
    expect((await send('POST', '/nowhere/merge', { into: slug })).status).toBe(404)
    expect((await send('POST', `/${slug}/merge`, { into: 'nowhere' })).status).toBe(422)
  })
})

describe('DELETE', () => {
  test('204 for an empty category; its slug is free again', async () => {
    const { slug } = await create({ slug: 'short-lived' })
    expect((await send('DELETE', `/${slug}`)).status).toBe(204)
    expect((await send('GET', `/${slug}`)).status).toBe(404)
    expect((await send('DELETE', `/${slug}`)).status).toBe(404)
    expect(await auditEntries(shop, 'category', slug)).toMatchObject([
      { action: 'create' },
      { action: 'delete', after: null },
    ])
    await create({ slug })
  })

  test('409 category_not_empty names what is in the way, also inactive products', async () => {
    const { slug } = await create()
    const child = await create({ parent: slug })
    const sku = await put(slug)
    await shop.rows('update products set active = false where sku = $1', [sku])
    const coupon = { code: 'INTHEWAY', type: 'amount', value: 100, categories: [slug] }
    await shop.call('POST', '/admin/coupons', { headers, body: coupon })
    const facts = { products: 1, skus: [sku], categories: [child.slug], coupons: ['INTHEWAY'] }
    expect(await send('DELETE', `/${slug}`)).toMatchObject({
      status: 409,
      body: { code: 'category_not_empty', ...facts },
    })
    await shop.call('PATCH', '/admin/coupons/INTHEWAY', { headers, body: { active: false } })
    await send('DELETE', `/${child.slug}`)
    await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { category: 'fruit' } })
    expect((await send('DELETE', `/${slug}`)).status).toBe(204)
  })

  test('412 for another version', async () => {
    const { slug } = await create()
    expect((await send('DELETE', `/${slug}`, undefined, { 'if-match': '"7"' })).status).toBe(412)
  })
})

test('GET lists pages by slug, with filters', async () => {
  const { slug } = await create({ slug: 'list-parent', name: { en: 'Unusual shelf', 'zh-Hant': '奇架' } })
  for (const child of ['list-a', 'list-b', 'list-c']) await create({ slug: child, parent: slug })
  const list = async (query: string) => CategoryPage.parse((await send('GET', `?${query}`)).body)
  const first = await list('q=list-&limit=3')
  expect(first.items.map((item) => item.slug)).toEqual(['list-a', 'list-b', 'list-c'])
  const rest = await list(`q=list-&limit=3&cursor=${first.nextCursor}`)
  expect([rest.items.map((item) => item.slug), rest.nextCursor]).toEqual([['list-parent'], null])
  expect((await list(`q=${encodeURIComponent('奇架')}`)).items).toHaveLength(1)
  expect((await list(`parent=${slug}&empty=true`)).items).toHaveLength(3)
  expect((await list('q=list-&empty=false')).items.map((item) => item.slug)).toEqual(['list-parent'])
  expect((await list('parent=-&limit=100')).items.every(({ parent }) => parent === null)).toBe(true)
})

test('categories without active products do not appear in the shop', async () => {
  const { slug: parent } = await create({ name: { en: 'Appears later' } })
  const { slug } = await create({ parent })
  expect(await shown()).not.toContain('Appears later')
  const sku = await put(slug)
  expect(await shown()).toContain('Appears later')
  await shop.rows('update products set active = false where sku = $1', [sku])
  expect(await shown()).not.toContain('Appears later')
})

describe('an import', () => {
  const load = async (...rows: string[]) => {
    const body = `sku,name_en,category,price\n${rows.map((row) => `${row}\n`).join('')}`
    const answer = await shop.call('POST', '/admin/products/import?acceptShrink=true', {
      headers: { ...headers, 'content-type': 'text/csv' },
      body,
    })
    expect(answer.status, answer.text).toBe(200)
  }
  const categoryOf = async (sku: string) =>
    Object((await shop.call('GET', `/admin/products/${sku}`, { headers })).body).category

  test('uses the category that a misspelt one was merged into', async () => {
    await load('IM-1,Tea,Beverges,9.00')
    expect(await categoryOf('IM-1')).toBe('beverges')
    const { slug } = await create({ slug: 'beverages', name: { en: 'Beverages' } })
    await send('POST', '/beverges/merge', { into: slug })
    await load('IM-1,Tea,Beverges,9.00', 'IM-2,Coffee,Beverges,19.00')
    expect([await categoryOf('IM-1'), await categoryOf('IM-2')]).toEqual([slug, slug])
    expect(await read(slug)).toMatchObject({ name: { en: 'Beverages' } })
  })

  test('keeps the name, the slug and the place that staff gave', async () => {
    await load('IN-1,Tea,Teaz,9.00')
    const { slug: parent } = await create()
    await change('teaz', { name: { en: 'Teas', 'zh-Hant': '茶' }, slug: 'teas', parent })
    await load('IN-1,Tea,Teaz,9.50')
    expect(await read('teas')).toMatchObject({ name: { en: 'Teas', 'zh-Hant': '茶' }, parent, products: 1 })
  })
})
