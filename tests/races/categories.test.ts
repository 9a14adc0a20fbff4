import { describe, expect, test } from 'vitest'
import { deleteCategory, mergeCategory, updateCategory } from '../../shared/catalog/change-category.ts'
import { createProduct } from '../../shared/catalog/change-product.ts'
import { CreateProductBody } from '../../shared/catalog/product-requests.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { openProcessPools, runConcurrently } from './race-shop.ts'

const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const
const ROUNDS = 60
const rounds = Array.from({ length: ROUNDS }, (_, index) => index)

async function raceShop() {
  const { database, url } = await testDatabase()
  const pools = openProcessPools(url, 2)
  const query = (text: string) => database.query({ name: '', text }, [])
  await query(`insert into categories (id, slug, name)
    select kind || '-' || n, kind || '-' || n, '{"en": "X"}' from generate_series(0, ${ROUNDS}) n, unnest('{a,b}'::text[]) kind`)
  return { pools, query }
}

const inCycle = `with recursive walk as (
    select id as start, parent_id as id, 1 as steps from categories
    union all select start, c.parent_id, steps + 1 from walk join categories c using (id) where steps < 10
  ) select count(distinct start)::integer as categories from walk where id = start`

/** Looks for a cycle first, then moves, without a lock. */
async function naivelyMove(database: Database, slug: string, parent: string) {
  const [row] = await database.query({ name: '', text: 'select $1 = any (category_ancestors($2)) as found' }, [
    slug,
    parent,
  ])
  if (row?.found !== true)
    await database.query({ name: '', text: 'update categories set parent_id = $2 where id = $1' }, [slug, parent])
}

describe.runIf(hasPostgres())('concurrent changes of the category tree', () => {
  test('of two moves that together make a cycle, one is refused', async () => {
    const { pools, query } = await raceShop()
    const results = await runConcurrently(rounds, (round) =>
      Promise.all([
        updateCategory(
          pools.for(0),
          undefined,
          actor,
          { slug: `a-${round}`, ifMatch: undefined },
          { parent: `b-${round}` },
        ),
        updateCategory(
          pools.for(1),
          undefined,
          actor,
          { slug: `b-${round}`, ifMatch: undefined },
          { parent: `a-${round}` },
        ),
      ]),
    )
    for (const pair of results) {
      expect(pair.filter(({ ok }) => ok)).toHaveLength(1)
      expect(pair.find(({ ok }) => !ok)).toMatchObject({ code: 'category_cycle' })
    }
    expect(await query(inCycle)).toEqual([{ categories: 0 }])
    await pools.close()
  })

  test('the naive variant makes cycles without the constraint, and the constraint refuses them', async () => {
    const { pools, query } = await raceShop()
    const moves = () =>
      runConcurrently(rounds, (round) =>
        Promise.allSettled([
          naivelyMove(pools.for(0), `a-${round}`, `b-${round}`),
          naivelyMove(pools.for(1), `b-${round}`, `a-${round}`),
        ]),
      )
    await moves()
    expect(await query(inCycle)).toEqual([{ categories: 0 }])
    await query('update categories set parent_id = null')
    await query('drop trigger categories_no_cycle on categories')
    await moves()
    expect(Number((await query(inCycle))[0]?.categories)).toBeGreaterThan(0)
    await pools.close()
  })

  test('a category is deleted, or gets a product: never both', async () => {
    const { pools, query } = await raceShop()
    const results = await runConcurrently(rounds, (round) => {
      const product = { sku: `NEW-${round}`, name: { en: 'X' }, category: `a-${round}`, unit: 'each', price: 100 }
      return Promise.all([
        deleteCategory(pools.for(0), actor, { slug: `a-${round}`, ifMatch: undefined }),
        createProduct(pools.for(1), undefined, actor, CreateProductBody.parse(product)),
      ])
    })
    for (const [deleted, created] of results) {
      if (deleted.ok) expect(created).toMatchObject({ ok: false, code: 'unknown_categories' })
      else expect([deleted.code, created.ok]).toEqual(['category_not_empty', true])
    }
    const [left] = await query("select count(*)::integer as it from categories where id like 'a-%'")
    expect(left?.it).toBe(1 + results.filter(([deleted]) => !deleted.ok).length)
    await pools.close()
  })

  test('the naive variant of deleting fails with an error of the foreign key', async () => {
    const { pools, query } = await raceShop()
    const remove = async (round: number) => {
      const [row] = await pools
        .for(0)
        .query({ name: '', text: 'select count(*)::integer as products from products where category_id = $1' }, [
          `a-${round}`,
        ])
      if (row?.products === 0)
        await pools.for(0).query({ name: '', text: 'delete from categories where id = $1' }, [`a-${round}`])
    }
    const insert = (round: number) =>
      query(`insert into products (sku, name, category_id, unit, price, price_quantity)
        values ('N-${round}', '{"en": "X"}', 'a-${round}', 'each', 1, 1)`)
    const results = await runConcurrently(rounds, (round) => Promise.allSettled([remove(round), insert(round)]))
    expect(results.flat().filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
    await pools.close()
  })

  test('products that are added to a category while it is merged end up in the remaining one', async () => {
    const { pools, query } = await raceShop()
    const results = await runConcurrently(rounds, (round) => {
      const product = { sku: `M-${round}`, name: { en: 'X' }, category: `a-${round}`, unit: 'each', price: 100 }
      return Promise.all([
        mergeCategory(pools.for(0), actor, { slug: `a-${round}`, into: `b-${round}`, ifMatch: undefined }),
        createProduct(pools.for(1), undefined, actor, CreateProductBody.parse(product)),
        // An import writes the category's id, without the lock of the tree.
        query(`insert into products (sku, name, category_id, unit, price, price_quantity)
          select 'I-${round}', '{"en": "X"}', id, 'each', 1, 1 from categories where id = 'a-${round}'`).catch(
          () => [],
        ),
      ])
    })
    expect(results.every(([merged, created]) => merged.ok && created.ok)).toBe(true)
    expect(await query("select sku from products where category_id not like 'b-%'")).toEqual([])
    await pools.close()
  })
})
