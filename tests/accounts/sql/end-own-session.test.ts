import { describe, expect, test } from 'vitest'
import { openSessions } from '../../support/sql/account-links.ts'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const end = (sessionId: string) => shop.call('end_own_session', { customerId: 'ann', sessionId })

describe('end_own_session', () => {
  test('ends one session; again changes nothing', async () => {
    for (let time = 0; time < 2; time++) expect(await end('ann-phone')).toEqual({})
    expect(await openSessions(shop)).toEqual(['ann-tablet'])
  })

  test.each(['bea-phone', 'unknown'])('session_not_found: %s', async (id) => {
    expect(await end(id)).toEqual({ refused: 'session_not_found', facts: {} })
    expect(await openSessions(shop)).toEqual(['ann-phone', 'ann-tablet'])
  })
})
