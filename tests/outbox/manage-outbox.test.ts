import { beforeEach, describe, expect, test } from 'vitest'
import { OutboxPage } from '../../shared/outbox/list-outbox.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const put = async (state: string) => {
  const [row] = await shop.rows(
    `insert into outbox (topic, payload, attempts, last_error, ${state}) values ('refund_requested', '{"refundId": "none"}', 24, 'timeout', now())
     returning id`,
  )
  return String(row?.id)
}
const list = async (query = '') => OutboxPage.parse((await shop.call('GET', `/admin/outbox${query}`, { headers })).body)
const retry = (id: string) => shop.call('POST', `/admin/outbox/${id}/retry`, { headers })
beforeEach(() => shop.rows('delete from outbox'))

describe('GET /admin/outbox', () => {
  test('200 with the dead messages and their errors, newest first, in pages', async () => {
    const ids = [await put('dead_at'), await put('dead_at'), await put('dead_at')]
    await put('delivered_at')
    const first = await list('?limit=2')
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]])
    expect(first.items[0]).toMatchObject({
      status: 'dead',
      topic: 'refund_requested',
      attempts: 24,
      lastError: 'timeout',
    })
    const second = await list(`?limit=2&cursor=${first.nextCursor}`)
    expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([[ids[0]], null])
  })

  test.each(['waiting', 'dead', 'delivered'])('?status=%s', async (status) => {
    for (const column of ['available_at', 'dead_at', 'delivered_at']) await put(column)
    expect((await list(`?status=${status}`)).items).toMatchObject([{ status }])
  })
})

describe('POST /admin/outbox/{id}/retry', () => {
  test('200: it is delivered again, with an entry in the audit log', async () => {
    const id = await put('dead_at')
    const response = await retry(id)
    expect(response).toMatchObject({ status: 200, body: { id, status: 'waiting', attempts: 0, deadAt: null } })
    expect(await auditEntries(shop, 'outbox_message', id)).toMatchObject([{ actor: 'cus_staff', action: 'retry' }])
    await shop.job('deliver-outbox')
    expect((await list('?status=waiting')).items).toMatchObject([{ id, attempts: 1 }])
  })

  test('409 message_not_dead, 404 message_not_found, 422 for an invalid id', async () => {
    expect(await retry(await put('available_at'))).toMatchObject({ status: 409, body: { code: 'message_not_dead' } })
    expect(await retry('999999999')).toMatchObject({ status: 404, body: { code: 'message_not_found' } })
    expect((await retry('none')).status).toBe(422)
  })
})
