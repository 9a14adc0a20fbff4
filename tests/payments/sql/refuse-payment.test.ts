import { describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { insertCapturedOrder } from '../../support/sql/captured-order.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const refuse = () => shop.call('refuse_payment', { orderId: 'order', reason: 'no', newCartId: 'new' })
const stored = () =>
  shop.row(`select o.status, o.cart_id, p.refusal, p.next_check_at, c.status as cart, n.status as tombstone
    from orders o join payments p on p.order_id = o.id join carts c on c.id = 'order'
    left join carts n on n.id = 'new' where o.id = 'order'`)

describe('refuse_payment', () => {
  test('cancels the order, releases its holds and opens its cart again', async () => {
    await insertCapturedOrder(shop, 'pending_payment', { provider_payment_id: null })
    expect(await refuse()).toEqual({ cartId: 'order' })
    expect(await stored()).toEqual({
      ...{
        status: 'cancelled',
        cart_id: 'new',
        refusal: 'no',
        next_check_at: null,
        cart: 'open',
        tombstone: 'ordered',
      },
    })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 10, held: 0 })
  })

  test('the customer has another open cart: the order is cancelled and keeps its cart', async () => {
    await insertCapturedOrder(shop, 'pending_payment', { provider_payment_id: null })
    await insertCustomer(shop, 'ann')
    await insertCart(shop, 'second', { customer_id: 'ann' })
    await shop.write("update carts set customer_id = 'ann' where id = 'order'")
    await shop.write("update orders set customer_id = 'ann' where id = 'order'")
    expect(await refuse()).toEqual({ cartId: null })
    expect(await stored()).toMatchObject({ status: 'cancelled', cart_id: 'order', cart: 'ordered', tombstone: null })
  })

  test.each([
    ['paid', null],
    ['pending_payment', 'pi_1'],
  ])('unchanged: order %s, payment %s', async (status, id) => {
    await insertCapturedOrder(shop, status, { provider_payment_id: id })
    expect(await refuse()).toEqual({ cartId: null })
    expect(await stored()).toMatchObject({ status, refusal: null, cart: 'ordered' })
  })
})
