import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow, type RoutineShop, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'
import { lockStatement, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop({ lapsed: false })
const DAY = 86_400
const days = {
  outbox: 30,
  paymentEvents: 400,
  sessions: 20,
  idempotencyKeys: 7,
  webhookDeliveries: 10,
  emptySearches: 90,
}
const prune = (limit = 100) => shop.call('prune', { limit, ...days })
const agoOf = (count: number, seconds = 0) => fromNow(-count * DAY + seconds)

/** A row of each table that finished `late` seconds after the end of its retention. */
const rows = {
  outbox: (name: string, late: number) => ({ topic: name, payload: '{}', delivered_at: agoOf(30, late) }),
  payment_events: (name: string, late: number) => ({
    ...{ provider: 'p', event_id: name, type: 't', payload: '{}', processed_at: agoOf(400, late), outcome: 'ignored' },
  }),
  sessions: (name: string, late: number) => ({
    ...{ id: `${name}-ended`, customer_id: 'ann', token_hash: 'x', expires_at: fromNow(DAY) },
    ended_at: agoOf(20, late),
  }),
  idempotency_keys: (name: string, late: number) => ({
    ...{ scope: 's', key: name, fingerprint: 'f', order_id: 'order', created_at: agoOf(7, late) },
  }),
  webhook_deliveries: (name: string, late: number) => ({
    ...{ id: name, endpoint_id: 'end', event_type: 't', body: '{}', status: 'failed', finished_at: agoOf(10, late) },
  }),
  empty_searches: (name: string, late: number) => ({
    ...{ text: name, searches: 3, first_at: agoOf(200), last_at: agoOf(90, late) },
  }),
}
type Table = keyof typeof rows
const names = {
  outbox: 'topic',
  payment_events: 'event_id',
  sessions: 'id',
  idempotency_keys: 'key',
  empty_searches: 'text',
}
const nameIn = (table: Table) => (table === 'webhook_deliveries' ? 'id' : names[table])
const tables = [
  'outbox',
  'payment_events',
  'sessions',
  'idempotency_keys',
  'webhook_deliveries',
  'empty_searches',
] as const

/** One row of each table, and a session that expired then. */
async function rowsOf(name: string, late: number): Promise<void> {
  for (const table of tables) await shop.insert(table, rows[table](name, late))
  const session = { customer_id: 'ann', token_hash: 'x', expires_at: agoOf(20, late) }
  await shop.insert('sessions', { id: `${name}-expired`, ...session })
}

async function owners(shop: RoutineShop): Promise<void> {
  await insertOrder(shop, 'order')
  await shop.insert('customers', { id: 'ann', email: 'ann@example.com', name: 'Ann', password_hash: '$argon2id$x' })
  await shop.insert('webhook_endpoints', { id: 'end', url: 'https://a.example' })
}
const left = async () => {
  const tables = [
    "select topic as name from outbox where topic <> 'other'",
    "select event_id from payment_events where provider = 'p'",
    "select id from sessions where customer_id = 'ann'",
    "select key from idempotency_keys where scope = 's'",
    'select id from webhook_deliveries',
    'select text from empty_searches',
  ]
  return (await shop.rows(`${tables.join(' union all ')} order by name`)).map(({ name }) => name)
}

beforeEach(() => owners(shop))

describe('prune', () => {
  test('deletes rows older than their retention, not rows at exactly that age', async () => {
    await rowsOf('old', -1)
    await rowsOf('now', 0)
    expect(await prune()).toEqual({ processed: 7, full: 0 })
    expect(await left()).toEqual(['now', 'now', 'now', 'now', 'now', 'now-ended', 'now-expired'])
  })

  test('unfinished rows stay at any age', async () => {
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

  test('a bounded batch of each table, and the number of tables that may have more', async () => {
    for (const name of ['a', 'b', 'c']) await rowsOf(name, -1)
    expect(await prune(2)).toEqual({ processed: 12, full: 6 })
    expect(await prune(2)).toEqual({ processed: 7, full: 1 })
    expect(await prune(2)).toEqual({ processed: 2, full: 1 })
    expect(await prune(2)).toEqual({ processed: 0, full: 0 })
  })

  test.for(tables)('%s: oldest first, not in table order', async (table) => {
    await withoutIndexes(shop)
    for (const [name, age] of [
      ['young', 1],
      ['oldest', 9],
      ['youngest', 0.5],
      ['older', 5],
    ] as const) {
      await shop.insert(table, rows[table](name, -age))
    }
    expect(await prune(2)).toEqual({ processed: 2, full: 1 })
    const name = `split_part(${nameIn(table)}, '-', 1)`
    expect(
      await shop.rows(`select ${name} as name from ${table} where ${name} like 'young%' or ${name} like 'old%'`),
    ).toEqual([{ name: 'young' }, { name: 'youngest' }])
  })

  test('sessions by expiry or end, whichever is earlier', async () => {
    await rowsOf('young', -5)
    const expired = { customer_id: 'ann', token_hash: 'x', expires_at: agoOf(20, -9) }
    await shop.insert('sessions', { id: 'oldest', ...expired })
    await prune(1)
    expect(await shop.rows("select id from sessions where customer_id = 'ann' order by id")).toEqual([
      { id: 'young-ended' },
      { id: 'young-expired' },
    ])
  })

  test('counts each table separately', async () => {
    for (const [index, table] of tables.entries()) {
      for (let row = 0; row <= index; row++) await shop.insert(table, rows[table](`${row}`, -1))
    }
    expect(await prune(4)).toEqual({ processed: 1 + 2 + 3 + 4 + 4 + 4, full: 3 })
    expect(await prune(4)).toEqual({ processed: 1 + 2, full: 0 })
  })
})

describe.runIf(hasPostgres())('prune beside another transaction', () => {
  test.for(tables)('%s: locked rows are skipped without waiting', async (table) => {
    const { shop, meet } = await twoSessions()
    await owners(shop)
    for (const name of ['used', 'unused']) await shop.insert(table, rows[table](name, -1))
    const key = table === 'sessions' ? 'used-ended' : 'used'
    const met = await meet({
      first: lockStatement(table, nameIn(table), key),
      routine: 'prune',
      values: [JSON.stringify({ limit: 9, ...days })],
    })
    expect(met).toMatchObject({ waited: false, answer: { processed: 1, full: 0 } })
    const name = nameIn(table)
    expect(await shop.rows(`select ${name} as name from ${table} where ${name} like '%used%'`)).toEqual([{ name: key }])
  })
})
