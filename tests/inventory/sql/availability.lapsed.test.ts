import { expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { goods, orderOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const availability = () => shop.run('availability', 'A')

test.for([
  ['in_stock: what lapsed, this moment included, lifts it above its threshold', 10, 'in_stock'],
  ['low_stock: it lifts it to its threshold', 8, 'low_stock'],
  ['low_stock: there is nothing but what lapsed', 0, 'low_stock'],
] as const)('%s', async ([_what, units, expected]) => {
  await goods(shop, 'A', { onHand: units + 6, held: 6 })
  for (const [id, lapses, quantity] of [
    ['now-too', 0, 1],
    ['now', 0, 1],
    ['later', 1, 4],
  ] as const) {
    await orderOf(shop, id)
    await shop.insert('stock_holds', { sku: 'A', order_id: id, quantity, expires_at: fromNow(lapses) })
  }
  expect(await availability()).toBe(expected)
})

test('low_stock: a single unit', async () => {
  await goods(shop, 'A', { onHand: 1 })
  expect(await availability()).toBe('low_stock')
})
