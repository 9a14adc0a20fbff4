import { beforeEach, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  const named = (en: string) => JSON.stringify({ en })
  await insertProduct(shop, 'A', { name: named('Walnut spread'), price: 100, brand: named('Acme') })
  await insertProduct(shop, 'B', { name: named('Walnut oil'), price: 900 })
  await insertProduct(shop, 'C', { name: named('Walnut oil'), active: false })
})

test.each([
  ['walnut', null, [0, 1_000], null, ['A', 'B']],
  ['walnut', null, [0, 500], null, ['A']],
  ['walnut', null, [0, 1_000], 'acme', ['A']],
  ['walnut', ['nowhere'], [0, 1_000], null, []],
  ['spread', ['other'], [0, 1_000], null, ['A']],
] as const)('matching_products: %s in %s at %s of %s', async (word, categories, price, brand, skus) => {
  const text = `select array(
    select sku from matching_products($1::tsquery, $2::text[], $3::integer[], $4) order by sku) as skus`
  const values = [word, categories && `{${categories.join(',')}}`, `{${price.join(',')}}`, brand]
  expect(await shop.row(text, values)).toEqual({ skus })
})
