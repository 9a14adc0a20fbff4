import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('update_flash_sale beside another transaction', () => {
  test('locks the stock, then the sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X'),
      routine: 'update_flash_sale',
      values: [JSON.stringify({ actor, saleId: 'x', changes: { price: 1 } })],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [], answer: { id: 'x', price: 1 } })
  })

  test('waits for a concurrent claim, and sees it', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    const met = await meet({
      first: `with counted as (update flash_sales set claimed = claimed + 2 where id = 'x')
        insert into flash_sale_claims (id, sale_id, customer_id, quantity, price, status, expires_at)
        values ('claim', 'x', 'ann', 2, 300, 'held', now() + interval '1 minute')`,
      routine: 'update_flash_sale',
      values: [JSON.stringify({ actor, saleId: 'x', changes: { per_customer_limit: 1 } })],
    })
    expect(met).toMatchObject({ waited: true, answer: { refused: 'conflicting_change' } })
  })

  test('does not wait for another sale or product', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['X', 'Y']) {
      await insertProduct(shop, id)
      await insertFlashSale(shop, id, id)
    }
    const { waited } = await meet({
      first: `${lockStatement('inventory', 'sku', 'Y')}; ${lockStatement('flash_sales', 'id', 'Y')}`,
      routine: 'update_flash_sale',
      values: [JSON.stringify({ actor, saleId: 'X', changes: { price: 1 } })],
    })
    expect(waited).toBe(false)
  })
})
