import { describe, expect, test } from 'vitest'
import { accountsShop } from './accounts-shop.ts'
import { fromNow, withoutIndexes } from './routine-shop.ts'
import { sessionOf } from './small-accounts.ts'
import { cartOf, couponOf, goods, orderOf, redemptionOf, slotOf } from './small-shop.ts'

const shop = await accountsShop()
const view = (customerId = 'ann') => shop.call('personal_data_view', { customerId })
const at = (second: number) => `2026-01-02T00:00:0${second}Z`
const told = (second: number) => `2026-01-02T00:00:0${second}+00:00`

/** Two of everything that is Ann's, written in another order than they are told in, and one of Bea's. */
async function full(): Promise<void> {
  await withoutIndexes(shop)
  for (const sku of ['A', 'B']) await goods(shop, sku)
  await slotOf(shop, 's')
  await couponOf(shop, 'c')
  for (const [id, customer, second] of [
    ['two', 'ann', 2],
    ['one', 'ann', 1],
    ['beas', 'bea', 1],
  ] as const) {
    await cartOf(shop, `cart-${id}`, {
      customer_id: customer,
      status: 'ordered',
      created_at: at(second),
      updated_at: at(3),
    })
    await orderOf(shop, id, {
      number: second * 10 + (customer === 'bea' ? 1 : 0),
      customer_id: customer,
      coupon_code: 'C',
    })
    await redemptionOf(shop, id, 'c', { customer, discount: second, created_at: at(second) })
    await shop.insert('flash_sale_claims', {
      ...{ id, sale_id: 'other', customer_id: customer, quantity: second, price: 5, status: 'bought', order_id: id },
      ...{ expires_at: at(9), created_at: at(second) },
    })
  }
  await shop.write(
    "update carts set status = 'open', coupon_code = 'C', slot_id = 's', address = $1 where id = 'cart-two'",
    '{"line1": "Here"}',
  )
  await shop.insert('cart_lines', { cart_id: 'cart-two', sku: 'B', quantity: 2, added_at: at(5) })
  await shop.insert('cart_lines', {
    cart_id: 'cart-two',
    sku: 'A',
    quantity: 1,
    added_at: at(6),
    substitution: '{"type": "similar"}',
  })
  await shop.write('update sessions set created_at = $1, expires_at = $1 where customer_id = $2', at(4), 'ann')
  await sessionOf(shop, 'early', 'ann', { created_at: at(1), expires_at: at(2), ended_at: at(3) })
  for (const [actor, entity, entityId] of [
    ['ann', 'coupon', 'c'],
    ['boss', 'customer', 'ann'],
    ['boss', 'customer', 'bea'],
    ['boss', 'coupon', 'ann'],
  ] as const) {
    await shop.insert('audit_log', {
      ...{ actor_id: actor, actor_role: 'admin', action: 'change', entity, entity_id: entityId, after: '{}' },
      ...{ request_id: 'r', created_at: at(7) },
    })
  }
}

describe('personal_data_view', () => {
  test('all that is stored of a customer, and nothing of another', async () => {
    await full()
    const bare = { status: 'ordered', couponCode: null, slotId: null, address: null, lines: [], updatedAt: told(3) }
    const none = { type: 'none' }
    const signedIn = { signedInAt: told(4), expiresAt: told(4), endedAt: null }
    expect(await view()).toEqual({
      account: await shop.call('customer_view', { customerId: 'ann' }),
      sessions: [{ signedInAt: told(1), expiresAt: told(2), endedAt: told(3) }, signedIn, signedIn],
      carts: [
        { ...bare, id: 'cart-one', createdAt: told(1) },
        {
          ...{ ...bare, id: 'cart-two', status: 'open', couponCode: 'C', slotId: 's', address: { line1: 'Here' } },
          createdAt: told(2),
          lines: [
            { sku: 'B', quantity: 2, substitution: none, addedAt: told(5) },
            { sku: 'A', quantity: 1, substitution: { type: 'similar' }, addedAt: told(6) },
          ],
        },
      ],
      orders: [await shop.call('order_view', { orderId: 'one' }), await shop.call('order_view', { orderId: 'two' })],
      couponUses: [
        { code: 'C', orderId: 'one', discount: 1, at: told(1) },
        { code: 'C', orderId: 'two', discount: 2, at: told(2) },
      ],
      flashSaleClaims: [1, 2].map((second) => {
        const id = ['one', 'two'][second - 1]
        const claim = { id, saleId: 'other', quantity: second, price: 5, status: 'bought', cartId: null, orderId: id }
        return { ...claim, expiresAt: told(9), createdAt: told(second) }
      }),
      auditLog: [
        { action: 'change', entity: 'coupon', entityId: 'c', byYou: true, at: told(7) },
        { action: 'change', entity: 'customer', entityId: 'ann', byYou: false, at: told(7) },
      ],
    })
  })

  test('of a customer who only signed up: their account, and empty lists', async () => {
    await shop.write("delete from sessions where customer_id = 'ann'")
    const empty = { sessions: [], carts: [], orders: [], couponUses: [], flashSaleClaims: [], auditLog: [] }
    expect(await view()).toEqual({ account: await shop.call('customer_view', { customerId: 'ann' }), ...empty })
  })

  test('no secret is in it', async () => {
    await full()
    await shop.insert('sessions', {
      id: 'ses_secret',
      customer_id: 'ann',
      token_hash: 'hash-of-token',
      expires_at: fromNow(9),
    })
    expect(JSON.stringify(await view())).not.toMatch(/argon2|ses_secret|hash-of-token/)
  })

  test('null for an account that is gone', async () => {
    expect(await view('nobody')).toBeNull()
  })
})
