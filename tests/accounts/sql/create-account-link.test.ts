import { describe, expect, test } from 'vitest'
import { insertLink, linkHashes } from '../../support/sql/account-links.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'

const shop = await accountsShop()
const create = (changes: object = {}) =>
  shop.call('create_account_link', {
    ...{ purpose: 'password_reset', email: 'ANN@example.com', customerId: null, tokenHash: 'new' },
    ...{ lifetimeSeconds: 90, limit: 2, ...changes },
  })

describe('create_account_link', () => {
  test('finds the account by its address, ignoring case', async () => {
    expect(await create()).toEqual({ name: 'ann' })
    const left = 'extract(epoch from expires_at - now())::integer as seconds'
    expect(await shop.row(`select customer_id, purpose, email, ${left} from account_links`)).toEqual({
      ...{ customer_id: 'ann', purpose: 'password_reset', email: 'ANN@example.com', seconds: 90 },
    })
  })

  test('finds the account by its id, for an address that it does not have yet', async () => {
    expect(await create({ customerId: 'ann', email: 'new@example.com' })).toEqual({ name: 'ann' })
    expect(await shop.row('select customer_id, email from account_links')).toEqual({
      ...{ customer_id: 'ann', email: 'new@example.com' },
    })
  })

  test.each([{ email: 'nobody@example.com' }, { customerId: 'unknown' }])('null for %o', async (changes) => {
    expect(await create(changes)).toBeNull()
    expect(await linkHashes(shop)).toEqual([])
  })

  test('null when enough links of this purpose work; expired ones and others do not count', async () => {
    await insertLink(shop, 'expired', { expires_at: fromNow(0) })
    await insertLink(shop, 'verification', { purpose: 'email_verification' })
    await insertLink(shop, 'of-bea', { customer_id: 'bea' })
    expect(await create({ tokenHash: 'first' })).not.toBeNull()
    expect(await create({ tokenHash: 'second' })).not.toBeNull()
    expect(await create({ tokenHash: 'third' })).toBeNull()
    expect(await linkHashes(shop)).not.toContain('third')
  })
})
