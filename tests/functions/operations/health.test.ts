import { afterAll, describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import type { AdministrableDatabase } from '../../../shared/platform/db/database.ts'
import { databases } from '../../../shared/platform/db/open.ts'
import { keyValueStores } from '../../../shared/platform/kv/open.ts'
import { hasPostgres, openTestPool, testDatabase } from '../../support/database.ts'
import { shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase()
const shop = shopOn(database, env)

/** A shop with another database. */
function shopWith(other: Pick<AdministrableDatabase, 'call' | 'probe'>) {
  const its = { ...env }
  const replaced = { ...database, ...other }
  databases.bind(getConfiguration(its), replaced)
  return shopOn(replaced, its)
}

describe('200', () => {
  test('ok: database and Redis work, and no work is waiting', async () => {
    const { status, body } = await shop.call('GET', '/health/')
    expect(status).toBe(200)
    const waiting = { waiting: 0, oldestSeconds: 0 }
    expect(body).toEqual({
      status: 'ok',
      checks: {
        database: { status: 'ok', milliseconds: expect.any(Number) },
        redis: { status: 'ok', milliseconds: expect.any(Number), transport: 'memory' },
        backlog: { status: 'ok', outbox: { ...waiting, dead: 0 }, inbox: waiting, expired: waiting },
      },
    })
  })

  test('with and without a trailing slash', async () => {
    expect((await shop.call('GET', '/health')).status).toBe(200)
  })

  test('degraded: Redis is unavailable', async () => {
    const its = { ...env, REDIS_URL: 'redis://127.0.0.1:1' }
    databases.bind(getConfiguration(its), database)
    afterAll(() => keyValueStores.get(getConfiguration(its)).close())
    const { status, body } = await shopOn(database, its).call('GET', '/health/')
    expect([status, body]).toEqual([200, expect.objectContaining({ status: 'degraded' })])
    expect(body).toMatchObject({ checks: { redis: { status: 'fail', transport: 'tcp' }, database: { status: 'ok' } } })
  })

  test('degraded: work waits too long in the outbox or inbox', async () => {
    await shop.rows(
      "insert into outbox (topic, payload, created_at) values ('t', '{}', now() - interval '299 seconds')",
    )
    expect((await shop.call('GET', '/health/')).body).toMatchObject({ status: 'ok' })
    await shop.rows("update outbox set created_at = now() - interval '302 seconds'")
    const { status, body } = await shop.call('GET', '/health/')
    expect([status, body]).toEqual([200, expect.objectContaining({ status: 'degraded' })])
    expect(body).toMatchObject({ checks: { backlog: { status: 'late', outbox: { waiting: 1 } } } })
    await shop.rows('update outbox set dead_at = now()')
    expect((await shop.call('GET', '/health/')).body).toMatchObject({
      status: 'degraded',
      checks: { backlog: { status: 'dead_letters', outbox: { waiting: 0, oldestSeconds: 0, dead: 1 } } },
    })
    // A receiver that has been unavailable for days is no fault of the shop.
    await shop.rows("update outbox set topic = 'webhook'")
    expect((await shop.call('GET', '/health/')).body).toMatchObject({ status: 'ok' })
    await shop.rows('update outbox set dead_at = null, delivered_at = now()')
    expect((await shop.call('GET', '/health/')).body).toMatchObject({ status: 'ok' })

    await shop.rows(`insert into payment_events (provider, event_id, type, payload, received_at)
      values ('sandbox', 'evt_1', 't', '{}', now() - interval '1 hour')`)
    expect((await shop.call('GET', '/health/')).body).toMatchObject({ checks: { backlog: { inbox: { waiting: 1 } } } })
  })
})

test('200 degraded: too much work, however young', async () => {
  await shop.rows('delete from payment_events')
  await shop.rows("insert into outbox (topic, payload) select 'many', '{}' from generate_series(1, 10001)")
  expect((await shop.call('GET', '/health/')).body).toMatchObject({
    status: 'degraded',
    checks: { backlog: { status: 'large', outbox: { waiting: 10_001 } } },
  })
  await shop.rows("delete from outbox where topic = 'many'")
})

describe('a database that does not answer in time', () => {
  const hangs = () => new Promise<never>(() => {})

  test('200 degraded while it is busy: another connection gets an answer', async () => {
    const { status, body } = await shopWith({ call: hangs, probe: async () => {} }).call('GET', '/health/')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'degraded',
      checks: { database: { status: 'busy' }, backlog: { status: 'unknown' } },
    })
  })

  test('503 when another connection gets none either', async () => {
    for (const probe of [hangs, () => Promise.reject(new Error('ECONNREFUSED'))]) {
      const { status, body } = await shopWith({ call: hangs, probe }).call('GET', '/health/', { outage: true })
      expect([status, body]).toMatchObject([503, { status: 'fail', checks: { database: { status: 'fail' } } }])
    }
  })

  test.runIf(hasPostgres())('200 degraded during a lock on a table, and with all connections in use', async () => {
    const { url } = await testDatabase()
    const narrow = openTestPool(url, 2)
    const other = openTestPool(url, 1)
    const its = { ...env, DATABASE_URL: url }
    databases.bind(getConfiguration(its), narrow)
    const locked = other.runScript('lock table outbox; select pg_sleep(3);', 4_712)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await shopOn(narrow, its).call('GET', '/health/')).body).toMatchObject({
      status: 'degraded',
      checks: { database: { status: 'busy' } },
    })
    await locked
    const sleeps = [1, 2].map(() => narrow.query({ name: 'sleep', text: 'select pg_sleep(3)' }, []))
    expect((await shopOn(narrow, its).call('GET', '/health/')).body).toMatchObject({
      status: 'degraded',
      checks: { database: { status: 'busy' } },
    })
    await Promise.all(sleeps)
    await Promise.all([narrow.close(), other.close()])
  })

  test('503 for a fault that is no contention, although it answers', async () => {
    const call = () => Promise.reject(Object.assign(new Error('no function health_view'), { code: '42883' }))
    const answer = await shopWith({ call, probe: async () => {} }).call('GET', '/health/', { outage: true })
    expect(answer.status).toBe(503)
  })
})

describe('503 fail', () => {
  test.each([
    ['refuses', () => Promise.reject(new Error('connect ECONNREFUSED'))],
    ['times out', () => new Promise<never>(() => {})],
  ])('the database %s', async (_what, call) => {
    const started = performance.now()
    const probe = () => Promise.reject(new Error('connect ECONNREFUSED'))
    const { status, body } = await shopWith({ call, probe }).call('GET', '/health/', { outage: true })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect([status, body]).toEqual([503, expect.objectContaining({ status: 'fail' })])
    expect(body).toMatchObject({ checks: { database: { status: 'fail' }, backlog: { status: 'unknown' } } })
  })

  test('HEAD has the same status', async () => {
    const { env: its } = shopWith({ call: () => Promise.reject(new Error('unavailable')) })
    const { status } = await router(its).fetch(new Request('http://shop.example/health/', { method: 'HEAD' }), its)
    expect(status).toBe(503)
  })
})
