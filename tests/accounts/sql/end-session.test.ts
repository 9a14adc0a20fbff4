import { describe, expect, test } from 'vitest'
import { accountsShop } from '../../support/sql/accounts-shop.ts'

const shop = await accountsShop()
const end = (sessionId: string) => shop.call('end_session', { sessionId })
const ended = () => shop.rows('select id, ended_at = now() as now from sessions where ended_at is not null order by id')

describe('end_session', () => {
  test('ends only this session', async () => {
    expect(await end('ann-phone')).toEqual({})
    expect(await ended()).toEqual([{ id: 'ann-phone', now: true }])
  })

  test('an ended session is unchanged; an unknown one is ignored', async () => {
    await shop.write("update sessions set ended_at = now() - interval '1 day' where id = 'ann-phone'")
    expect(await end('ann-phone')).toEqual({})
    expect(await end('unknown')).toEqual({})
    expect(await ended()).toEqual([{ id: 'ann-phone', now: false }])
  })
})
