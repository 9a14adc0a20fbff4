import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertClaim, insertFlashSale, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  for (const id of ['one', 'two', 'three']) await insertFlashSale(shop, id, 'A')
})

describe('expire_claims', () => {
  test('releases the expired claims of all sales, and returns the units', async () => {
    await insertClaim(shop, 'a', 'one', { quantity: 2, expiresIn: 0 })
    await insertClaim(shop, 'b', 'two', { expiresIn: -1 })
    await insertClaim(shop, 'c', 'two')
    await insertClaim(shop, 'd', 'three', { expiresIn: 1 })
    expect(await shop.call('expire_claims', {})).toEqual({ processed: 3 })
    expect([
      await readSaleUnits(shop, 'one'),
      await readSaleUnits(shop, 'two'),
      await readSaleUnits(shop, 'three'),
    ]).toEqual([
      { claimed: 0, held: 10 },
      { claimed: 1, held: 10 },
      { claimed: 1, held: 10 },
    ])
  })

  test('no expired claim', async () => {
    await insertClaim(shop, 'a', 'one')
    expect(await shop.call('expire_claims', {})).toEqual({ processed: 0 })
  })
})

describe.runIf(hasPostgres())('expire_claims beside another transaction', () => {
  test('skips a locked sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    for (const id of ['x-a', 'x-b']) {
      await insertFlashSale(shop, id, 'X')
      await insertClaim(shop, `of-${id}`, id, { expiresIn: -1 })
    }
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-a'),
      routine: 'expire_claims',
      values: ['{}'],
    })
    expect(met).toMatchObject({ waited: false, answer: { processed: 1 } })
    expect([await readSaleUnits(shop, 'x-a'), await readSaleUnits(shop, 'x-b')]).toMatchObject([
      { claimed: 1 },
      { claimed: 0 },
    ])
  })
})
