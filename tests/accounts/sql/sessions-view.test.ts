import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'

const shop = await accountsShop()

describe('sessions_view', () => {
  test('the open sessions of the account, the last used first', async () => {
    await shop.write(
      "update sessions set last_used_at = now() + interval '1 s', device = 'Safari' where id = 'ann-tablet'",
    )
    await shop.insert('sessions', {
      id: 'ended',
      customer_id: 'ann',
      token_hash: 'x',
      ended_at: fromNow(0),
      expires_at: fromNow(60),
    })
    await shop.insert('sessions', { id: 'expired', customer_id: 'ann', token_hash: 'x', expires_at: fromNow(0) })
    expect(await shop.call('sessions_view', { customerId: 'ann' })).toMatchObject({
      items: [
        { id: 'ann-tablet', device: 'Safari', signedInAt: expect.any(String), lastUsedAt: expect.any(String) },
        { id: 'ann-phone', device: null },
      ],
    })
    expect(await shop.call('sessions_view', { customerId: 'unknown' })).toEqual({ items: [] })
  })
})
