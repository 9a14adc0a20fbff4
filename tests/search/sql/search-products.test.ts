import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

interface Place {
  sku: string
  key: string
}

interface Search {
  q: string
  sort?: 'relevance' | 'price' | '-price' | 'newest'
  limit?: number
  availability?: string[] | null
  category?: string | null
  after?: Place | null
}

async function page(search: Search) {
  const { q, sort = 'relevance', limit = 1000, availability = null, category = null, after = null } = search
  const request = { q, sort, limit, availability, after, category, brand: null, price: [0, 1_000_000] }
  const found = await shop.rows('select sku, key::text, q from search_products($1)', [JSON.stringify(request)])
  return found.map(({ sku, key, q: understood }) => ({ sku: String(sku), key: String(key), q: String(understood) }))
}

/** All pages in sequence. `between` runs between two pages. */
async function pages(search: Search, limit: number, between: (page: number) => Promise<void> = async () => {}) {
  const found: string[] = []
  let after: Place | null = null
  for (let number = 0; number < 500; number += 1) {
    const rows = await page({ ...search, limit, after })
    found.push(...rows.map(({ sku }) => sku))
    after = rows.at(-1) ?? null
    if (rows.length < limit) return found
    await between(number)
  }
  throw new Error('the list has no end')
}

const named = async (en: string, zh: string, categoryId = 'cat-fruit') => {
  const sku = await addProduct(shop, { categoryId })
  await shop.rows(`update products set name = jsonb_build_object('en', $2::text, 'zh-Hant', $3::text) where sku = $1`, [
    sku,
    en,
    zh,
  ])
  return sku
}

/** Sets the stock with a movement. */
async function restock(skus: readonly (string | undefined)[], units: number): Promise<void> {
  await shop.rows(
    `with moved as (
       insert into stock_movements (sku, delta, reason, actor)
       select sku, case when $2::integer = 0 then - on_hand else $2::integer end, 'correction', 'test'
       from inventory where sku = any ($1) and ($2 > 0 or on_hand > 0) returning sku, delta)
     update inventory i set on_hand = i.on_hand + delta from moved where moved.sku = i.sku`,
    [skus, units],
  )
}

/** The reference ranking: every match scored without steps. */
async function ranked(q: string): Promise<string[]> {
  const rows = await shop.rows(
    `select s.sku from product_search s, search_queries($1) queries
     where s.active and s.terms @@ queries.matching
     order by coalesce(s.terms @@ queries.code, false) desc, s.terms @@ queries.exact desc,
       s.terms @@ case when s.terms @@ queries.exact then queries.ending else queries.ending_prefix end desc,
       s.terms @@ case when s.terms @@ queries.exact then queries.kind else queries.kind_prefix end desc,
       strpos(s.phrases, fold_text($1)) > 0 desc, s.shortness desc, s.sku`,
    [q],
  )
  return rows.map(({ sku }) => String(sku))
}

beforeAll(async () => {
  const words = ['Quince', 'Dark Quince', 'Quince Dark Red', 'Dark Sweet Quince', 'Quincely']
  const kinds = ['Jelly', 'Jelly Roll', 'Jelly with much more to be said about it than anybody reads in a name']
  for (const word of words) for (const kind of kinds) await named(`${word} ${kind} 200g`, '榲桲果凍')
  for (const kind of kinds) await named(`${kind} Dark Quince`, '果凍', 'cat-milk')
  await shop.rows(`update categories set name = '{"en": "Quince", "zh-Hant": "榲桲"}' where id = 'cat-milk'`)
  await named('A name so long that nobody would take it for a short one, of which a quince is', '榲桲'.repeat(20))
})

describe('search_products', () => {
  test.each([
    'quince',
    'dark quince',
    'quin',
    'quince jelly',
    'jelly',
    '榲桲',
    '果凍',
    'red',
    'q',
    'quinces',
    'own-0003',
  ])('returns matches in the order of the reference ranking: %s', async (q) => {
    const expected = await ranked(q)
    expect(expected.length).toBeGreaterThan(0)
    expect((await page({ q })).map(({ sku }) => sku)).toEqual(expected)
    for (const limit of [1, 2, 7]) expect(await pages({ q }, limit)).toEqual(expected)
  })

  test('repeats a search without results with a correction, and later pages continue it', async () => {
    const rows = await page({ q: 'qunce', limit: 3 })
    expect(rows.map(({ q }) => q)).toEqual(['quince', 'quince', 'quince'])
    expect(rows.map(({ sku }) => sku)).toEqual((await ranked('quince')).slice(0, 3))
  })

  test('finds nothing for unknown words or punctuation', async () => {
    expect(await page({ q: 'zzzzzz' })).toEqual([])
    expect(await page({ q: '%%' })).toEqual([])
  })

  test.each([
    ['price', 's.price, s.sku'],
    ['-price', 's.price desc, s.sku'],
    ['newest', 's.created_at desc, s.sku'],
  ] as const)('in pages by %s', async (sort, order) => {
    await shop.rows(`update products set price = 100 + hashtext(sku) & 3, created_at = now() - (hashtext(sku) & 3) * interval '1 h'
      where sku like 'OWN-%'`)
    const rows = await shop.rows(
      `select s.sku from product_search s where s.terms @@ (search_queries('quince')).matching order by ${order}`,
    )
    expect(await pages({ q: 'quince', sort }, 4)).toEqual(rows.map(({ sku }) => String(sku)))
  })

  test('several words with more matches than one step reads have the same order', async () => {
    const base = await named('Fruit', '果')
    await shop.rows("delete from products where sku like 'MANY-%'")
    await shop.rows(
      `insert into products (sku, category_id, name, unit, price, price_quantity)
       select 'MANY-' || n, p.category_id, jsonb_build_object('en', format('%s fruit %sg%s', n,
         case n % 10 when 0 then 900 else 200 end, case n % 7 when 0 then ' of the tree' else '' end)), p.unit, p.price,
         p.price_quantity
       from products p, generate_series(1, 800) as n where p.sku = $1`,
      [base],
    )
    for (const q of ['fruit 200g', 'fruit tree']) {
      const expected = await ranked(q)
      expect(await pages({ q }, 150)).toEqual(expected)
      expect((await page({ q })).length).toBe(expected.length)
    }
    expect((await ranked('fruit 200g')).length).toBeGreaterThan(600)
    await shop.rows("delete from products where sku like 'MANY-%'")
  })

  test('only active products of the category and its descendants', async () => {
    await shop.rows("update products set active = false where name ->> 'en' like 'Damson%'")
    const milk = await named('Damson Drink', '李', 'cat-milk')
    const fruit = await named('Damson', '李')
    const found = async (category: string | null) => (await page({ q: 'damson', category })).map(({ sku }) => sku)
    expect(await found(null)).toEqual([fruit, milk])
    expect(await found('milk')).toEqual([milk])
    expect(await found('nowhere')).toEqual([])
    await shop.rows('update products set active = false where sku = $1', [milk])
    expect(await found(null)).toEqual([fruit])
  })

  test('a correction applies to every page', async () => {
    const all = (await page({ q: 'quince' })).map(({ sku }) => sku)
    const first = await page({ q: 'quinse', limit: 2 })
    expect(first.map(({ q }) => q)).toEqual(['quince', 'quince'])
    expect(first.map(({ sku }) => sku)).toEqual(all.slice(0, 2))
    const [, last = null] = first
    // Later pages request the corrected text. The original text has no results.
    expect((await page({ q: 'quince', limit: 2, after: last })).map(({ sku }) => sku)).toEqual(all.slice(2, 4))
    expect(await page({ q: 'quinse', limit: 2, after: last })).toEqual([])
    expect(await page({ q: 'zzzzzz' })).toEqual([])
  })

  test('only available products, and pages are full while there are more', async () => {
    const [gone, second] = await ranked('quince')
    await restock([gone], 0)
    const rows = await page({ q: 'quince', limit: 2, availability: ['in_stock', 'low_stock'] })
    await restock([gone], 10)
    expect(rows.map(({ sku }) => sku)).toEqual([second, (await ranked('quince'))[2]])
  })
})

describe('search_products ranking and paging', () => {
  test.each(['plum tart', 'plum tar'])('a match in the category name ranks above adjacent words: %s', async (q) => {
    await shop.rows(
      `insert into categories (id, slug, name) values ('cat-tart', 'tart', '{"en": "Plum Tart"}') on conflict do nothing`,
    )
    await shop.rows("update products set active = false where name ->> 'en' ilike '%plum%'")
    const together = await named('Plum Tart Bite', '甲')
    const apart = await named('Tart Filled With Plum Jam', '乙', 'cat-tart')
    expect((await page({ q })).map(({ sku }) => sku)).toEqual([apart, together])
  })

  test('a page is full when most equal matches are sold out', async () => {
    await shop.rows("update products set active = false where name ->> 'en' like 'Medlar%'")
    const skus: string[] = []
    for (let number = 10; number < 25; number += 1) skus.push(await named(`Medlar ${number}`, '丙'))
    const alike = (await page({ q: 'medlar' })).map(({ sku }) => sku)
    expect(new Set(alike)).toEqual(new Set(skus))
    await restock(alike.slice(0, 10), 0)
    const availability = ['in_stock', 'low_stock']
    for (const sort of ['relevance', 'newest'] as const) {
      const left = (await page({ q: 'medlar', sort }))
        .map(({ sku }) => sku)
        .filter((sku) => !alike.slice(0, 10).includes(sku))
      const found = await page({ q: 'medlar', sort, limit: 3, availability })
      expect(found.map(({ sku }) => sku)).toEqual(left.slice(0, 3))
    }
  })

  test.each(['relevance', 'price', '-price', 'newest'] as const)(
    'a corrected search starts at its first page: %s',
    async (sort) => {
      const meant = await page({ q: 'quince', sort })
      expect(meant.length).toBeGreaterThan(3)
      expect(await page({ q: 'qunce', sort })).toEqual(meant)
      expect(await page({ q: 'qunce', sort, limit: 2 })).toEqual(meant.slice(0, 2))
      expect(await page({ q: 'qunce', sort, category: 'nowhere' })).toEqual([])
    },
  )
})

describe('a cursor while the catalog changes', () => {
  const brief = 'Quince'
  /** Between two pages a better match is added, and another is deactivated and sold out. */
  const changes = (taken: string[]) => async (number: number) => {
    await shop.rows(
      `insert into products (sku, name, category_id, unit, price, price_quantity)
       values ('NEW-' || gen_random_uuid(), jsonb_build_object('en', $1::text, 'zh-Hant', '榲'), 'cat-fruit', 'each', 100, 1)`,
      [`${brief} ${number}`],
    )
    const sku = taken[number]
    if (sku === undefined) return
    await shop.rows('update products set active = false where sku = $1', [sku])
    await restock([sku], 0)
  }
  const put = async (taken: string[]) => {
    await shop.rows('update products set active = true where sku = any ($1)', [taken])
    await restock(taken, 10)
  }
  beforeEach(async () => {
    await shop.rows("delete from products where sku like 'NEW-%'")
    const away = await shop.rows(
      'select p.sku from products p join inventory i using (sku) where not p.active and on_hand = 0',
    )
    await put(away.map(({ sku }) => String(sku)))
  })
  /** The unchanged products in the listed order. */
  const untouched = (found: string[], before: string[], taken: string[]) =>
    found.filter((sku) => before.includes(sku) && !taken.includes(sku))

  test.each(['relevance', 'price', '-price', 'newest'] as const)(
    'lists all other products once, by %s',
    async (sort) => {
      const before = (await page({ q: 'quince', sort })).map(({ sku }) => sku)
      const taken = before.filter((_, number) => number % 4 === 1)
      const found = await pages({ q: 'quince', sort }, 3, changes(taken))
      await put(taken)
      expect(untouched(found, before, taken)).toEqual(before.filter((sku) => !taken.includes(sku)))
      expect(new Set(found).size).toBe(found.length)
    },
  )

  test('the naive variant: pages by offset miss or repeat products', async () => {
    const before = (await page({ q: 'quince' })).map(({ sku }) => sku)
    const taken = before.filter((_, number) => number % 4 === 1)
    const change = changes(taken)
    const found: string[] = []
    for (let number = 0; number * 3 < before.length; number += 1) {
      found.push(...(await page({ q: 'quince' })).slice(number * 3, number * 3 + 3).map(({ sku }) => sku))
      await change(number)
    }
    await put(taken)
    expect(untouched(found, before, taken)).not.toEqual(before.filter((sku) => !taken.includes(sku)))
  })
})
