import { describe, expect, test } from 'vitest'
import { insertSession } from '../../support/sql/account-rows.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { fromNow, withoutIndexes } from '../../support/sql/routine-shop.ts'
import {
  insertCart,
  insertCoupon,
  insertOrder,
  insertProduct,
  insertRedemption,
  insertSlot,
} from '../../support/sql/shop-rows.ts'

const shop = await accountsShop()
const view = (customerId = 'ann') => shop.call('personal_data_view', { customerId })
const at = (second: number) => `2026-01-02T00:00:0${second}Z`
const utc = (second: number) => `2026-01-02T00:00:0${second}+00:00`

/** Data of every kind for Ann, inserted in another order than it is returned, and for Bea. */
async function insertAll(): Promise<void> {
  await withoutIndexes(shop)
  for (const sku of ['A', 'B', 'C']) await insertProduct(shop, sku)
  await insertSlot(shop, 's')
  await insertCoupon(shop, 'c')
  for (const [id, customer, second] of [
    ['two', 'ann', 2],
    ['one', 'ann', 1],
    ['beas', 'bea', 1],
  ] as const) {
    const number = second * 10 + (customer === 'bea' ? 1 : 0)
    await insertOrder(shop, id, { number, customer_id: customer, coupon_code: 'C' })
    await insertRedemption(shop, id, 'c', { customer, discount: second, created_at: at(second) })
  }
  await insertCarts()
  for (const [id, customer_id, second] of [
    ['claim-c', 'ann', 2],
    ['claim-b', 'ann', 2],
    ['claim-z', 'ann', 1],
    ['claim-a', 'bea', 1],
  ] as const) {
    await shop.insert('flash_sale_claims', {
      ...{ id, sale_id: 'other', customer_id, quantity: second, price: 5, status: 'bought', order_id: 'one' },
      ...{ cart_id: 'cart-z', expires_at: at(9), created_at: at(second) },
    })
  }
  await shop.write('delete from sessions where customer_id = $1', 'ann')
  await insertSession(shop, 'b', 'ann', { created_at: at(4), expires_at: at(6) })
  await insertSession(shop, 'a', 'ann', { created_at: at(4), expires_at: at(5) })
  await insertSession(shop, 'z', 'ann', { created_at: at(1), expires_at: at(2), ended_at: at(3) })
  await insertAuditEntries()
}

async function insertCarts(): Promise<void> {
  for (const [id, customer_id, second] of [
    ['cart-c', 'ann', 2],
    ['cart-z', 'ann', 1],
    ['cart-a', 'bea', 1],
  ] as const) {
    await insertCart(shop, id, { customer_id, status: 'ordered', created_at: at(second), updated_at: at(3) })
  }
  await insertCart(shop, 'cart-b', {
    ...{ customer_id: 'ann', coupon_code: 'C', slot_id: 's', address: '{"line1": "Here"}' },
    ...{ created_at: at(2), updated_at: at(3) },
  })
  const line = { cart_id: 'cart-b', quantity: 1 }
  await shop.insert(
    'cart_lines',
    { ...line, sku: 'C', added_at: at(6) },
    { ...line, sku: 'A', added_at: at(6), substitution: '{"type": "similar"}' },
    { ...line, sku: 'B', quantity: 2, added_at: at(5) },
  )
}

async function insertAuditEntries(): Promise<void> {
  for (const [id, actor, entity, entityId] of [
    [902, 'boss', 'customer', 'ann'],
    [901, 'ann', 'coupon', 'c'],
    [903, 'boss', 'customer', 'bea'],
    [904, 'boss', 'coupon', 'ann'],
  ] as const) {
    await shop.write(
      `insert into audit_log (id, actor_id, actor_role, action, entity, entity_id, after, request_id, created_at)
       overriding system value values ($1, $2, 'admin', 'change', $3, $4, '{}', 'r', $5)`,
      ...[id, actor, entity, entityId, at(7)],
    )
  }
}

describe('personal_data_view', () => {
  test('all data of the customer in order, and no data of others', async () => {
    await insertAll()
    const cart = { status: 'ordered', couponCode: null, slotId: null, address: null, lines: [], updatedAt: utc(3) }
    const none = { type: 'none' }
    const claim = { saleId: 'other', price: 5, status: 'bought', cartId: 'cart-z', orderId: 'one', expiresAt: utc(9) }
    expect(await view()).toEqual({
      account: await shop.call('customer_view', { customerId: 'ann' }),
      sessions: [
        { signedInAt: utc(1), expiresAt: utc(2), endedAt: utc(3) },
        { signedInAt: utc(4), expiresAt: utc(5), endedAt: null },
        { signedInAt: utc(4), expiresAt: utc(6), endedAt: null },
      ],
      carts: [
        { ...cart, id: 'cart-z', createdAt: utc(1) },
        {
          ...{ ...cart, id: 'cart-b', status: 'open', couponCode: 'C', slotId: 's', address: { line1: 'Here' } },
          createdAt: utc(2),
          lines: [
            { sku: 'B', quantity: 2, substitution: none, addedAt: utc(5) },
            { sku: 'A', quantity: 1, substitution: { type: 'similar' }, addedAt: utc(6) },
            { sku: 'C', quantity: 1, substitution: none, addedAt: utc(6) },
          ],
        },
        { ...cart, id: 'cart-c', createdAt: utc(2) },
      ],
      orders: [await shop.call('order_view', { orderId: 'one' }), await shop.call('order_view', { orderId: 'two' })],
      couponUses: [
        { code: 'C', orderId: 'one', discount: 1, at: utc(1) },
        { code: 'C', orderId: 'two', discount: 2, at: utc(2) },
      ],
      flashSaleClaims: [
        { ...claim, id: 'claim-z', quantity: 1, createdAt: utc(1) },
        { ...claim, id: 'claim-b', quantity: 2, createdAt: utc(2) },
        { ...claim, id: 'claim-c', quantity: 2, createdAt: utc(2) },
      ],
      auditLog: [
        { action: 'change', entity: 'coupon', entityId: 'c', byYou: true, at: utc(7) },
        { action: 'change', entity: 'customer', entityId: 'ann', byYou: false, at: utc(7) },
      ],
    })
  })

  test('a customer who has only registered: the account and empty lists', async () => {
    await shop.write("delete from sessions where customer_id = 'ann'")
    const empty = { sessions: [], carts: [], orders: [], couponUses: [], flashSaleClaims: [], auditLog: [] }
    expect(await view()).toEqual({ account: await shop.call('customer_view', { customerId: 'ann' }), ...empty })
  })

  test('no secrets', async () => {
    await insertAll()
    await shop.insert('sessions', {
      id: 'ses_secret',
      customer_id: 'ann',
      token_hash: 'hash-of-token',
      expires_at: fromNow(9),
    })
    expect(JSON.stringify(await view())).not.toMatch(/argon2|ses_secret|hash-of-token/)
  })

  test('null for an unknown id', async () => {
    expect(await view('unknown')).toBeNull()
  })
})
