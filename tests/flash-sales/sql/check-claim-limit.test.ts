import { beforeEach, describe, expect, test } from 'vitest'
import { insertBoughtClaim, insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  for (const id of ['sale', 'neighbour']) await insertFlashSale(shop, id, 'A', { per_customer_limit: 3 })
  await insertOrder(shop, 'order')
})

async function refusal(wanted: number) {
  const { sale } = (await shop.row("select s::text as sale from flash_sales s where id = 'sale'")) ?? {}
  return await shop.run('check_claim_limit', String(sale), 'ann', wanted)
}
const refused = (...claims: [id: string, quantity: number][]) => ({
  refused: 'flash_sale_limit_reached',
  facts: {
    perCustomerLimit: 3,
    claims: claims.map(([id, quantity]) => ({ id, quantity, expiresAt: expect.any(String) })),
  },
})

describe('check_claim_limit', () => {
  test('refuses nothing up to the limit', async () => {
    expect(await refusal(3)).toBe('')
  })

  test('flash_sale_limit_reached: by the first claim, without open claims', async () => {
    expect(await refusal(4)).toEqual(refused())
  })

  test('flash_sale_limit_reached: bought claims count, and the open ones are listed in the order of creation', async () => {
    await withoutIndexes(shop)
    const before = { created_at: fromNow(-5) }
    await insertBoughtClaim(shop, 'bought', 'sale', 'order', { expiresIn: -60 })
    await insertClaim(shop, 'a-later', 'sale', { created_at: fromNow(-1) })
    expect(await refusal(1)).toBe('')
    expect(await refusal(2)).toEqual(refused(['a-later', 1]))
    await insertClaim(shop, 'd', 'sale', before)
    await insertClaim(shop, 'c', 'sale', before)
    expect(await refusal(1)).toEqual(refused(['c', 1], ['d', 1], ['a-later', 1]))
  })

  test('claims of others, of another sale, released or expired do not count', async () => {
    await insertClaim(shop, 'others', 'sale', { customer_id: 'bea', quantity: 3 })
    await insertClaim(shop, 'elsewhere', 'neighbour', { quantity: 3 })
    await insertClaim(shop, 'back', 'sale', { quantity: 3, status: 'released' })
    await insertClaim(shop, 'expired', 'sale', { quantity: 3, expiresIn: 0 })
    expect(await refusal(3)).toBe('')
  })
})
