import { describe, expect, test } from 'vitest'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

/** The index must equal a newly written index. */
async function expectAgreement(): Promise<void> {
  const indexed = () => shop.rows('select product_search::text as line from product_search order by sku')
  const before = await indexed()
  await shop.rows('select write_product_search(array(select sku from products))')
  expect(await indexed()).toEqual(before)
  const [row] = await shop.rows(
    `select count(*)::integer as apart from products p full join product_search s using (sku)
     where (p.price, p.active, p.category_id, p.created_at)
       is distinct from (s.price, s.active, s.category_id, s.created_at)`,
  )
  expect(row).toEqual({ apart: 0 })
}

const found = async (sku: string, query: string) => {
  const rows = await shop.rows('select from product_search where sku = $1 and terms @@ $2::tsquery', [sku, query])
  return rows.length === 1
}

describe('the index is updated after', () => {
  test('the seed', expectAgreement)

  test('a new name, brand and barcode', async () => {
    const sku = await addProduct(shop)
    await shop.rows('update products set barcode = null where barcode = $1', ['4890000000003'])
    await shop.rows(
      `update products set name = '{"en": "Quince Jelly 200g", "zh-Hant": "榲桲果凍"}', brand = '{"en": "Orchardly"}',
         barcode = '4890000000003' where sku = $1`,
      [sku],
    )
    for (const term of ['quince', '=jelly', 'orchardly', '果冻', '=冻', '200g', "'#+4890000000003'"]) {
      expect([term, await found(sku, term.startsWith("'") ? term : `'${term}'`)]).toEqual([term, true])
    }
    expect(await found(sku, 'product')).toBe(false)
    await expectAgreement()
  })

  test('a new price, a deactivation, and a move to another category', async () => {
    const sku = await addProduct(shop)
    await shop.rows('update products set price = 777 where sku = $1', [sku])
    await shop.rows('update products set active = false where sku = $1', [sku])
    await shop.rows("update products set category_id = 'cat-milk' where sku = $1", [sku])
    expect(await found(sku, "'%milk'")).toBe(true)
    await expectAgreement()
  })

  test('a renamed category and a moved category', async () => {
    const sku = await addProduct(shop, { categoryId: 'cat-fruit' })
    await shop.rows(`update categories set name = '{"en": "Orchard", "zh-Hant": "果園"}' where id = 'cat-fruit'`)
    expect([await found(sku, "'%orchard'"), await found(sku, "'%fruit'")]).toEqual([true, false])
    await shop.rows("update categories set parent_id = 'cat-milk' where id = 'cat-fruit'")
    expect(await found(sku, "'%milk'")).toBe(true)
    await expectAgreement()
  })
})
