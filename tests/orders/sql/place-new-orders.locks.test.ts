import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import {
  free,
  insertPlacementCart,
  insertPlacementProducts,
  line,
  removeDelivery,
  requestFor,
  withClaim,
} from '../../support/sql/placement.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

/** Five more SKUs, not in lock order. */
const more = ['X-F', 'X-D', 'X-G', 'X-C', 'X-E']
const ofMany = {
  ...{ subtotal: withClaim.subtotal + more.length * 500, total: withClaim.total + more.length * 500 },
  lines: [
    ...more.map((sku) => ({ ...line, sku, quantity: 1, subtotal: 500, promotionDiscount: 0, total: 500 })),
    ...withClaim.lines,
  ],
}

describe.runIf(hasPostgres())('place_new_orders beside another transaction', () => {
  test('locks the cart before its SKUs', async () => {
    const { shop, meet } = await twoSessions()
    await insertPlacementProducts(shop)
    await insertPlacementCart(shop, 'x')
    const met = await meet({
      first: "update carts set version = 5 where id = 'x'",
      routine: 'place_order',
      values: [JSON.stringify(requestFor('x'))],
      meanwhile: async () => await readLockedKeys(shop, 'inventory', 'sku'),
    })
    expect(met).toEqual({ waited: true, meanwhile: [], answer: { refused: 'cart_changed', facts: {} } })
  })

  test('clears the request id of the connection', async () => {
    const { shop } = await twoSessions()
    await insertPlacementProducts(shop)
    await insertPlacementCart(shop, 'x')
    await removeDelivery(shop, 'x')
    await shop.write('select place_order($1)', JSON.stringify({ ...requestFor('x'), ...free, requestId: 'req-x' }))
    expect(await shop.row("select status from orders where id = 'x'")).toEqual({ status: 'paid' })
    expect(await shop.row("select current_setting('larder.request_id') as id")).toEqual({ id: '' })
  })

  test.for([
    ['SKU', lockStatement('inventory', 'sku', 'X-B'), ['X-A', 'X-B'], []],
    ['sale', lockStatement('flash_sales', 'id', 'sale'), ['X-A', 'X-B', 'X-C', 'X-D', 'X-E', 'X-F', 'X-G'], ['sale']],
  ] as const)('locks SKUs in byte order, then the flash sale of a claim: waits for the %s', async (row) => {
    const [, first, lockedSkus, sales] = row
    const { shop, meet } = await twoSessions()
    await insertPlacementProducts(shop)
    for (const sku of more) await insertProduct(shop, sku)
    await insertPlacementCart(shop, 'x')
    await removeDelivery(shop, 'x')
    await insertFlashSale(shop, 'sale', 'X-A')
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'x' })
    const met = await meet({
      ...{ first, routine: 'place_order', values: [JSON.stringify({ ...requestFor('x'), ...ofMany })] },
      meanwhile: async () => [
        await readLockedKeys(shop, 'inventory', 'sku'),
        await readLockedKeys(shop, 'flash_sales', 'id'),
      ],
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [lockedSkus, sales], answer: { replayed: false } })
  })
})
