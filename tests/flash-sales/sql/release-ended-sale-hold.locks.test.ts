import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertClaim, insertFlashSale, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('release_ended_sale_hold beside another transaction', () => {
  test('locks the sale before its claims', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A', { endsIn: -1 })
    await insertClaim(shop, 'expired', 'sale', { expiresIn: -1 })
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'sale'),
      routine: 'release_ended_sale_hold',
      values: ['sale'],
      meanwhile: () => readLockedKeys(shop, 'flash_sale_claims', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: [], answer: 10 })
  })

  test('does not wait for another sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A', { endsIn: -1 })
    await insertFlashSale(shop, 'second', 'A')
    const { waited } = await meet({
      first: lockStatement('flash_sales', 'id', 'second'),
      routine: 'release_ended_sale_hold',
      values: ['sale'],
    })
    expect(waited).toBe(false)
  })

  test('waits for a concurrent claim, and still holds its units', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'A')
    await insertFlashSale(shop, 'sale', 'A', { endsIn: -1 })
    const { waited, answer } = await meet({
      first: `with counted as (update flash_sales set claimed = claimed + 2 where id = 'sale')
        insert into flash_sale_claims (id, sale_id, customer_id, quantity, price, status, expires_at)
        values ('claim', 'sale', 'ann', 2, 300, 'held', now() + interval '1 minute')`,
      routine: 'release_ended_sale_hold',
      values: ['sale'],
    })
    expect([waited, answer]).toEqual([true, 8])
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 2 })
  })
})
