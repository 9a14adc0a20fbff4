import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { claimOf, saleOf, unitsOf } from '../../support/sql/flash-sale-rows.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lock, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  for (const id of ['one', 'two', 'three']) await saleOf(shop, id, 'A')
})

describe('expire_claims', () => {
  test('releases the expired claims of all sales, and returns the units', async () => {
    await claimOf(shop, 'a', 'one', { quantity: 2, expiresIn: 0 })
    await claimOf(shop, 'b', 'two', { expiresIn: -1 })
    await claimOf(shop, 'c', 'two')
    await claimOf(shop, 'd', 'three', { expiresIn: 1 })
    expect(await shop.call('expire_claims', {})).toEqual({ processed: 3 })
    expect([await unitsOf(shop, 'one'), await unitsOf(shop, 'two'), await unitsOf(shop, 'three')]).toEqual([
      { claimed: 0, held: 10 },
      { claimed: 1, held: 10 },
      { claimed: 1, held: 10 },
    ])
  })

  test('no expired claim', async () => {
    await claimOf(shop, 'a', 'one')
    expect(await shop.call('expire_claims', {})).toEqual({ processed: 0 })
  })
})

describe.runIf(hasPostgres())('expire_claims beside another transaction', () => {
  test('skips a locked sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    for (const id of ['x-a', 'x-b']) {
      await saleOf(shop, id, 'X')
      await claimOf(shop, `of-${id}`, id, { expiresIn: -1 })
    }
    const met = await meet({ first: lock('flash_sales', 'id', 'x-a'), routine: 'expire_claims', values: ['{}'] })
    expect(met).toMatchObject({ waited: false, answer: { processed: 1 } })
    expect([await unitsOf(shop, 'x-a'), await unitsOf(shop, 'x-b')]).toMatchObject([{ claimed: 1 }, { claimed: 0 }])
  })
})
