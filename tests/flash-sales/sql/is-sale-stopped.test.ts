import { beforeEach, expect, test } from 'vitest'
import { insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertProduct(shop, 'B', { active: false })
})

test.for([
  ['a running sale', 'A', {}, false],
  ['a sale that has not started', 'A', { starts_at: fromNow(5) }, false],
  ['a sale that has ended', 'A', { endsIn: 0 }, true],
  ['a sale that staff ended', 'A', { active: false }, true],
  ['a sale of a product that is no longer sold', 'B', {}, true],
] as const)('is_sale_stopped: %s', async ([, sku, terms, stopped]) => {
  await insertFlashSale(shop, 'sale', sku, terms)
  const row = await shop.row("select is_sale_stopped(s) as stopped from flash_sales s where id = 'sale'")
  expect(row).toEqual({ stopped })
})
