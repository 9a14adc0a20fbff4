import { beforeEach, describe, expect, test } from 'vitest'
import { actor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const at = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()
const terms = { sku: 'A', price: 300, allocation: 10, per_customer_limit: 2 }

beforeEach(() => insertProduct(shop, 'A', { onHand: 12 }))

const create = (more: Record<string, unknown> = {}) =>
  shop.call('create_flash_sale', {
    ...{ actor, saleId: 'new' },
    sale: { ...terms, starts_at: at(-60), ends_at: at(600), ...more },
  })

describe('create_flash_sale', () => {
  test('holds the allocation until the end, and writes the audit log', async () => {
    const answer = await create()
    expect(answer).toMatchObject({
      ...{ id: 'new', sku: 'A', price: 300, allocation: 10, claimed: 0, bought: 0, perCustomerLimit: 2 },
      ...{ active: true, version: 1 },
    })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 10 })
    const holds = `select h.quantity, h.expires_at = s.ends_at as to_the_end from stock_holds h
      join flash_sales s on s.id = h.flash_sale_id where s.id = 'new'`
    expect(await shop.rows(holds)).toEqual([{ quantity: 10, to_the_end: true }])
    const log = await shop.rows("select action, entity, before, after from audit_log where entity_id = 'new'")
    expect(log).toEqual([{ action: 'create', entity: 'flash_sale', before: null, after: answer }])
  })

  test('the units of an expired hold are available', async () => {
    await insertOrder(shop, 'order')
    await insertHolds(shop, 'order', { A: 5 }, -1)
    expect(await create()).toMatchObject({ id: 'new' })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 10 })
  })

  test('insufficient_stock: nothing is changed', async () => {
    expect(await create({ allocation: 13 })).toMatchObject({
      refused: 'insufficient_stock',
      facts: { shortages: [{ sku: 'A', requested: 13, available: 12 }] },
    })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 12, held: 0 })
  })

  test('product_not_found: unknown or inactive', async () => {
    const sold = { refused: 'product_not_found', facts: { sku: 'unknown' } }
    expect(await create({ sku: 'unknown' })).toEqual(sold)
    await shop.write("update products set active = false where sku = 'A'")
    expect(await create()).toEqual({ refused: 'product_not_found', facts: { sku: 'A' } })
  })

  test('flash_sale_ended: an end in the past', async () => {
    expect(await create({ ends_at: at(-30) })).toEqual({ refused: 'flash_sale_ended', facts: {} })
    const now = String((await shop.row('select now() as at'))?.at)
    expect(await create({ ends_at: now })).toEqual({ refused: 'flash_sale_ended', facts: {} })
  })
})
