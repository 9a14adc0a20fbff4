import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await accountsShop()
const owners = () => shop.rows("select id, customer_id from orders where id like 'guest%' order by id")

describe('adopt_guest_orders', () => {
  test('takes the guest orders of a confirmed address, ignoring case, and no others', async () => {
    await insertOrder(shop, 'guest', { email: 'ANN@example.com', customer_id: null })
    await insertOrder(shop, 'guest-bea', { email: 'bea@example.com', customer_id: null })
    await shop.run('adopt_guest_orders', 'ann')
    expect(await owners()).toEqual([
      { id: 'guest', customer_id: null },
      { id: 'guest-bea', customer_id: null },
    ])
    await shop.write("update customers set email_verified_at = now() where id = 'ann'")
    await shop.run('adopt_guest_orders', 'ann')
    expect(await owners()).toEqual([
      { id: 'guest', customer_id: 'ann' },
      { id: 'guest-bea', customer_id: null },
    ])
  })
})
