import { expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

test.for([
  ['in_stock: expired holds raise it above the threshold', 10],
  ['low_stock: expired holds raise it to the threshold', 8],
  ['low_stock: all available units are from expired holds', 0],
  ['sold_out: no expired holds', -2],
] as const)('the facet equals availability(): %s', async ([_what, units]) => {
  await insertProduct(shop, 'Quince', { onHand: units + 6, held: units < 0 ? units + 6 : 6 })
  for (const [id, lapses, quantity] of [
    ['now', units < 0 ? 1 : 0, 2],
    ['later', 1, units < 0 ? 2 : 4],
  ] as const) {
    await insertOrder(shop, id)
    await shop.insert('stock_holds', { sku: 'Quince', order_id: id, quantity, expires_at: fromNow(lapses) })
  }
  const filters = { category: null, brand: null, price: [0, 1_000_000] }
  const state = String(await shop.run('availability', 'Quince'))
  const none = { in_stock: 0, low_stock: 0, sold_out: 0 }
  for (const availability of [null, [state]]) {
    expect(await shop.call('search_facets', { q: 'quince', ...filters, availability })).toMatchObject({
      availability: { ...none, [state]: 1 },
    })
  }
})
