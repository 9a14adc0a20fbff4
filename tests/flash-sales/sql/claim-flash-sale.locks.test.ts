import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const request = { claimId: 'new', saleId: 'x', customerId: 'ann', quantity: 1, holdSeconds: 60 }
const values = [JSON.stringify(request)]

describe.runIf(hasPostgres())('claim_flash_sale beside another transaction', () => {
  test.for([
    [
      "insert into flash_sale_claims (id, sale_id, customer_id, quantity, price, expires_at) values ('else', 'x', 'bea', 1, 1, now() + interval '1 hour')",
      'flash_sale_sold_out',
      { remaining: 0 },
    ],
    ["update flash_sales set active = false where id = 'x'", 'flash_sale_ended', {}],
    ["update flash_sales set ends_at = now() where id = 'x'", 'flash_sale_ended', {}],
  ] as const)('waits for the sale, and sees the other change: %s', async ([write, refused, facts]) => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X', { allocation: 1 })
    const first = `with counted as (update flash_sales set claimed = 1 where id = 'x' and ${refused === 'flash_sale_sold_out'}) ${write}`
    expect(await meet({ first, routine: 'claim_flash_sale', values })).toMatchObject({
      waited: true,
      answer: { refused, facts },
    })
  })

  test('neither locks stock nor waits for it', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x'),
      routine: 'claim_flash_sale',
      values,
      meanwhile: () => readLockedKeys(shop, 'inventory', 'sku'),
    })
    expect(met).toMatchObject({ waited: true, meanwhile: [], answer: { claim: { id: 'new' } } })
    const beside = { first: lockStatement('inventory', 'sku', 'X'), routine: 'claim_flash_sale' }
    const other = [JSON.stringify({ ...request, claimId: 'next' })]
    expect(await meet({ ...beside, values: other })).toMatchObject({ waited: false, answer: { claim: { id: 'next' } } })
  })

  test('a claim on a sold-out sale does not wait for the lock', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X', { allocation: 1 })
    await insertClaim(shop, 'last', 'x', { customer_id: 'bea' })
    await insertClaim(shop, 'back', 'x', { customer_id: 'cat', status: 'released', expiresIn: -60 })
    await insertFlashSale(shop, 'y', 'X')
    await insertClaim(shop, 'expired-elsewhere', 'y', { customer_id: 'cat', expiresIn: -60 })
    const met = await meet({ first: lockStatement('flash_sales', 'id', 'x'), routine: 'claim_flash_sale', values })
    expect(met).toMatchObject({ waited: false, answer: { refused: 'flash_sale_sold_out' } })
  })

  test('a claim above the limit does not wait for the lock', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    await insertClaim(shop, 'enough', 'x', { quantity: 2 })
    const met = await meet({ first: lockStatement('flash_sales', 'id', 'x'), routine: 'claim_flash_sale', values })
    expect(met).toMatchObject({ waited: false, answer: { refused: 'flash_sale_limit_reached' } })
  })

  test('of two concurrent claims of one customer, the second sees that the first reached the limit', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    const twice = JSON.stringify({ ...request, claimId: 'before', quantity: 2 })
    const met = await meet({ first: `select claim_flash_sale('${twice}')`, routine: 'claim_flash_sale', values })
    expect(met).toMatchObject({ waited: true, answer: { refused: 'flash_sale_limit_reached' } })
  })

  test('does not wait for another sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    for (const sale of ['x', 'y']) await insertFlashSale(shop, sale, 'X')
    const met = await meet({ first: lockStatement('flash_sales', 'id', 'y'), routine: 'claim_flash_sale', values })
    expect(met).toMatchObject({ waited: false, answer: { claim: { id: 'new' } } })
  })
})
