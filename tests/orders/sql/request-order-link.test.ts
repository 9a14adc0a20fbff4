import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const request = (number: number, email: string) => shop.call('request_order_link', { number, email })
const queued = () => shop.rows("select order_id, payload from outbox where topic = 'account_mail'")

describe('request_order_link', () => {
  test('queues a mail to the address of the order, ignoring case', async () => {
    await insertOrder(shop, 'order', { number: 4711, email: 'Ann@example.com' })
    expect(await request(4711, 'ANN@example.com')).toEqual({})
    expect(await queued()).toMatchObject([
      { order_id: 'order', payload: { mail: 'order_link', email: 'Ann@example.com' } },
    ])
  })

  test.each([
    [4711, 'other@example.com'],
    [4712, 'ann@example.com'],
  ])('queues nothing for %i, %s', async (number, email) => {
    await insertOrder(shop, 'order', { number: 4711, email: 'ann@example.com' })
    expect(await request(number, email)).toEqual({})
    expect(await queued()).toEqual([])
  })
})
