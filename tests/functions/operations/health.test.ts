import { afterAll, describe, expect, test } from 'vitest'
import { router } from '../../../functions/_router.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import type { AdministrableDatabase } from '../../../shared/platform/db/database.ts'
import { databases } from '../../../shared/platform/db/open.ts'
import { keyValueStores } from '../../../shared/platform/kv/open.ts'
import { testDatabase } from '../../support/database.ts'
import { shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase()
const shop = shopOn(database, env)

/** A shop with another database. */
function shopWith(other: Pick<AdministrableDatabase, 'call'>) {
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
      status: 'ok',
      checks: { backlog: { outbox: { waiting: 0, oldestSeconds: 0, dead: 1 } } },
    })
    await shop.rows('update outbox set dead_at = null, delivered_at = now()')
    expect((await shop.call('GET', '/health/')).body).toMatchObject({ status: 'ok' })

    await shop.rows(`insert into payment_events (provider, event_id, type, payload, received_at)
      values ('sandbox', 'evt_1', 't', '{}', now() - interval '1 hour')`)
    expect((await shop.call('GET', '/health/')).body).toMatchObject({ checks: { backlog: { inbox: { waiting: 1 } } } })
  })
})

describe('503 fail', () => {
  test.each([
    ['refuses', () => Promise.reject(new Error('connect ECONNREFUSED'))],
    ['times out', () => new Promise<never>(() => {})],
  ])('the database %s', async (_what, call) => {
    const started = performance.now()
    const { status, body } = await shopWith({ call }).call('GET', '/health/', { outage: true })
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
