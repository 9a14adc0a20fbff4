import { expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const availability = () => shop.run('availability', 'A')

test.for([
  ['in_stock: expired holds, those that expire now included, lift it above its threshold', 10, 'in_stock'],
  ['low_stock: expired holds lift it to its threshold', 8, 'low_stock'],
  ['low_stock: all units are of expired holds', 0, 'low_stock'],
] as const)('%s', async ([_what, units, expected]) => {
  await insertProduct(shop, 'A', { onHand: units + 6, held: 6 })
  for (const [id, expiresIn, quantity] of [
    ['now-too', 0, 1],
    ['now', 0, 1],
    ['later', 1, 4],
  ] as const) {
    await insertOrder(shop, id)
    await shop.insert('stock_holds', { sku: 'A', order_id: id, quantity, expires_at: fromNow(expiresIn) })
  }
  expect(await availability()).toBe(expected)
})

test('low_stock: a single unit', async () => {
  await insertProduct(shop, 'A', { onHand: 1 })
  expect(await availability()).toBe('low_stock')
})
