import { expect, test } from 'vitest'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

test('count_matches counts active products that match, up to the limit', async () => {
  const count = (matching: string, most: number) =>
    shop.rows('select count_matches($1::text::tsquery, $2) as found', [matching, most])
  await shop.rows("update products set active = true where sku like 'OWN-%'")
  expect(await count("'milk'", 1)).toEqual([{ found: 1 }])
  expect(await count("'milk'", 3)).toEqual([{ found: 3 }])
  expect(await count("'zzzzzz'", 3)).toEqual([{ found: 0 }])
  const code = `'#${(await addProduct(shop)).toLowerCase()}'`
  expect(await count(code, 3)).toEqual([{ found: 1 }])
  await shop.rows("update products set active = false where sku like 'OWN-%'")
  expect(await count(code, 3)).toEqual([{ found: 0 }])
})
