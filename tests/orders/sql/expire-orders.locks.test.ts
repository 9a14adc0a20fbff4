import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('expire_orders beside another transaction', () => {
  test('skips the order that a payment or a cancellation has locked', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'x', { expires_at: fromNow(-9) })
    await insertOrder(shop, 'y', { expires_at: fromNow(-8) })
    const { waited, answer } = await meet({
      first: lockStatement('orders', 'id', 'x'),
      routine: 'expire_orders',
      values: ['{"limit": 1}'],
    })
    expect({ waited, answer }).toEqual({ waited: false, answer: { processed: 1, remaining: 1 } })
    expect(await shop.rows("select id from orders where status = 'expired'")).toEqual([{ id: 'y' }])
  })

  test('locks the orders before it releases their holds', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertOrder(shop, 'x', { expires_at: fromNow(-9) })
    await insertHolds(shop, 'x', { X: 1 }, -9)
    const met = await meet({
      first: lockStatement('inventory', 'sku', 'X'),
      routine: 'expire_orders',
      values: ['{"limit": 5}'],
      meanwhile: async () => await readLockedKeys(shop, 'orders', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['x'], answer: { processed: 1, remaining: 0 } })
  })
})
