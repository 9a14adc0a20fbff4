import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

/** scarce_stock must match the stock. */
async function expectAgreement(): Promise<void> {
  const scarce = 'select sku from inventory where on_hand - held <= low_stock_threshold order by sku'
  expect(await shop.rows('select sku from scarce_stock order by sku')).toEqual(await shop.rows(scarce))
}

const isScarce = async (sku: string) =>
  (await shop.row('select sku from scarce_stock where sku = $1', [sku])) !== undefined

test('the seed', expectAgreement)

test('a new product with low stock, or with enough', async () => {
  await insertProduct(shop, 'A', { onHand: 10 })
  await insertProduct(shop, 'B', { onHand: 11 })
  expect([await isScarce('A'), await isScarce('B')]).toEqual([true, false])
  await expectAgreement()
})

test('units sold, held and released, and a changed threshold', async () => {
  await insertProduct(shop, 'A', { onHand: 12 })
  for (const [change, expected] of [
    ['held = 1', false],
    ['held = 2', true],
    ['held = 12', true],
    ['held = 0', false],
    ['on_hand = 0', true],
    ['on_hand = 40', false],
    ['low_stock_threshold = 40', true],
    ['low_stock_threshold = 39', false],
  ] as const) {
    await shop.write(`update inventory set ${change} where sku = 'A'`)
    expect([change, await isScarce('A')]).toEqual([change, expected])
  }
  await expectAgreement()
})

test('many rows in one statement', async () => {
  for (const [sku, onHand] of Object.entries({ A: 5, B: 50, C: 500 })) await insertProduct(shop, sku, { onHand })
  await shop.write("update inventory set low_stock_threshold = 50 - low_stock_threshold where sku in ('A', 'B', 'C')")
  await expectAgreement()
  await shop.write("update inventory set on_hand = 50 where sku in ('A', 'B', 'C')")
  await expectAgreement()
})

test('a deleted product', async () => {
  await insertProduct(shop, 'A', { onHand: 0 })
  await shop.write("delete from inventory where sku = 'A'")
  expect(await isScarce('A')).toBe(false)
})
