import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from './routine-shop.ts'
import { orderOf } from './small-shop.ts'

const shop = await routineShop({ lapsed: false })
const DAY = 86_400
const days = { outbox: 30, paymentEvents: 400, sessions: 20, idempotencyKeys: 7, webhookDeliveries: 10 }
const prune = (limit = 100) => shop.call('prune', { limit, ...days })
const agoOf = (count: number, seconds = 0) => fromNow(-count * DAY + seconds)

/** One of each, finished so long ago that it goes, or a second later. */
async function rowsOf(name: string, late: number): Promise<void> {
  await shop.insert('outbox', { topic: name, payload: '{}', delivered_at: agoOf(30, late) })
  await shop.insert('payment_events', {
    ...{ provider: 'p', event_id: name, type: 't', payload: '{}', processed_at: agoOf(400, late), outcome: 'ignored' },
  })
  const session = { customer_id: 'ann', token_hash: 'x' }
  await shop.insert(
    'sessions',
    { id: `${name}-lapsed`, ...session, expires_at: agoOf(20, late) },
    { id: `${name}-ended`, ...session, expires_at: fromNow(DAY), ended_at: agoOf(20, late) },
  )
  await shop.insert('idempotency_keys', {
    ...{ scope: 's', key: name, fingerprint: 'f', order_id: 'order', created_at: agoOf(7, late) },
  })
  await shop.insert('webhook_deliveries', {
    ...{ id: name, endpoint_id: 'end', event_type: 't', body: '{}', status: 'failed', finished_at: agoOf(10, late) },
  })
}
const left = async () => {
  const tables = [
    "select topic as name from outbox where topic <> 'other'",
    "select event_id from payment_events where provider = 'p'",
    "select id from sessions where customer_id = 'ann'",
    "select key from idempotency_keys where scope = 's'",
    'select id from webhook_deliveries',
  ]
  return (await shop.rows(`${tables.join(' union all ')} order by name`)).map(({ name }) => name)
}

beforeEach(async () => {
  await orderOf(shop, 'order')
  await shop.insert('customers', { id: 'ann', email: 'ann@example.com', name: 'Ann', password_hash: '$argon2id$x' })
  await shop.insert('webhook_endpoints', { id: 'end', url: 'https://a.example' })
})

describe('prune', () => {
  test('what was finished before its time goes, what was finished since stays', async () => {
    await rowsOf('old', -1)
    await rowsOf('new', 1)
    expect(await prune()).toEqual({ processed: 6, full: 0 })
    expect(await left()).toEqual(['new', 'new', 'new', 'new', 'new-ended', 'new-lapsed'])
  })

  test('what is not finished stays, however old', async () => {
    await shop.insert('outbox', { topic: 'dead', payload: '{}', dead_at: agoOf(900), created_at: agoOf(900) })
    await shop.insert('outbox', { topic: 'waiting', payload: '{}', created_at: agoOf(900) })
    await shop.insert('payment_events', {
      ...{ provider: 'p', event_id: 'new', type: 't', payload: '{}', received_at: agoOf(900) },
    })
    await shop.insert('webhook_deliveries', {
      ...{ id: 'waiting', endpoint_id: 'end', event_type: 't', body: '{}', created_at: agoOf(900) },
    })
    expect(await prune()).toEqual({ processed: 0, full: 0 })
    expect(await left()).toEqual(['dead', 'new', 'waiting', 'waiting'])
  })

  test('a bounded batch of each table, and which may have more', async () => {
    for (const name of ['a', 'b', 'c']) await rowsOf(name, -1)
    expect(await prune(2)).toEqual({ processed: 10, full: 5 })
    expect(await prune(2)).toEqual({ processed: 6, full: 1 })
    expect(await prune(2)).toEqual({ processed: 2, full: 1 })
    expect(await prune(2)).toEqual({ processed: 0, full: 0 })
  })
})
