import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { observeDatabase } from '../../shared/platform/db/observe-database.ts'
import { databases, openDatabase } from '../../shared/platform/db/open.ts'
import { keyValueStores } from '../../shared/platform/kv/open.ts'
import { logger } from '../../shared/platform/observability/logger.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { hasPostgres, openTestPool, testDatabase } from '../support/database.ts'
import { shopOn, type TestShop } from '../support/shop.ts'
import { firingAlerts, hasPromtool, type Scrape } from './alert-rules.ts'

/**
 * Each rule of `monitoring/alerts.yml` fires on its real cause, and on nothing else: the shop is scraped, the cause happens,
 * the shop is scraped again, and Prometheus evaluates the rules as if that went on for half an hour.
 */
const isRunnable = hasPostgres() && hasPromtool()
if (hasPostgres() && !isRunnable)
  process.stderr.write('!!! NOT RUN: alerts.test.ts needs promtool: apt-get install prometheus\n')
const proof = test.runIf(isRunnable)

const CRON = 'a-scheduler-secret-of-tests'
const started = isRunnable ? await start() : undefined

async function start() {
  const { url, env: given, database } = await testDatabase({ variables: { CRON_SECRET: CRON } })
  await seedShop(database, new Date(), 'Asia/Hong_Kong')
  /** A shop on the same database with other settings, whose calls are measured as in a process. */
  const shopWith = (variables: Record<string, string> = {}, at = url, poolSize = 8) => {
    const env = { ...given, ...variables }
    const settings = getConfiguration(env)
    const measured = observeDatabase(openDatabase(at, poolSize), logger(settings))
    databases.bind(settings, measured)
    afterAll(async () => {
      await measured.close()
      await keyValueStores.get(settings).close()
    })
    return shopOn(measured, env)
  }
  /** A connection of its own, for locks. */
  const other = openTestPool(url, 1)
  afterAll(() => other.close())
  return { shop: shopWith(), shopWith, other, url }
}
const shop = (): NonNullable<typeof started> => {
  if (started === undefined) throw new Error('not started')
  return started
}

async function scrape(its: TestShop): Promise<Scrape> {
  const { status, text } = await its.call('GET', '/metrics')
  expect(status).toBe(200)
  return { text, atMilliseconds: performance.now() }
}

/** The alerts that fire if `cause` goes on. */
async function alertsDuring(its: TestShop, cause: () => Promise<unknown>): Promise<string[]> {
  const before = await scrape(its)
  await cause()
  return firingAlerts(before, await scrape(its))
}

/** Holds locks in a transaction while `work` runs. */
async function whileLocked(lock: string, seconds: number, work: () => Promise<unknown>): Promise<void> {
  const script = `${lock}; select pg_sleep(${seconds});`
  const holding = shop().other.runScript(script, 4_711)
  await pause(150)
  await work()
  await holding
}
const sale = async (its: TestShop, lines: Record<string, number> = { 'MILK-0001': 1 }) =>
  its.conclude(await its.order({ lines }))

const tested = new Set<string>()
function fires(alert: string, cause: () => Promise<string[]>) {
  tested.add(alert)
  proof(`${alert} fires`, { timeout: 60_000, retry: 1 }, async () => {
    expect(await cause()).toContain(alert)
  })
}

proof('no alert on an idle shop, whose jobs run', { timeout: 60_000, retry: 2 }, async () => {
  const { shop: its } = shop()
  const jobs = ['expire-holds', 'process-webhooks', 'deliver-outbox', 'reconcile-payments', 'rebuild-flash-sales']
  await scrape(its)
  expect(
    await alertsDuring(its, async () => {
      for (let second = 0; second < 3; second++) {
        for (const name of jobs) await its.job(name)
        await its.call('GET', '/health/')
      }
    }),
  ).toEqual([])
})

proof('no alert on a normally loaded shop', { timeout: 60_000, retry: 2 }, async () => {
  const { shop: its } = shop()
  await sale(its)
  await scrape(its)
  expect(
    await alertsDuring(its, async () => {
      for (let shopper = 0; shopper < 10; shopper++) {
        await its.call('GET', '/products?q=milk')
        await its.call('GET', '/products/nothing-like-this')
        await sale(its)
      }
      await its.job('deliver-outbox')
    }),
  ).toEqual([])
})

tested.add('LarderDown')
proof('LarderDown fires when the shop cannot be scraped', { retry: 2 }, async () => {
  // A scrape has the event loop's lag since the one before, so the first one has that of the test's start.
  await scrape(shop().shop)
  const once = await scrape(shop().shop)
  expect(await firingAlerts(once, once, { up: 0 })).toEqual(['LarderDown'])
})

const withoutDatabase = async () => {
  const its = shop().shopWith({}, 'postgres://larder@127.0.0.1:1/larder')
  return alertsDuring(its, async () => {
    for (let time = 0; time < 10; time++) await its.call('GET', '/products', { outage: true })
  })
}
fires('LarderFailures', withoutDatabase)
fires('LarderDatabaseFailures', withoutDatabase)
fires('LarderBacklogUnknown', withoutDatabase)

const withSlowOrders = async () => {
  const { shop: its } = shop()
  const sku = await addProduct(its, { onHand: 100 })
  const carts = await Promise.all(Array.from({ length: 4 }, () => its.cart({ lines: { [sku]: 1 } })))
  return alertsDuring(its, async () => {
    // The no-op runs of every second, which must not hide the orders.
    for (let second = 0; second < 30; second++) await its.job('expire-holds')
    await whileLocked(`select from inventory where sku = '${sku}' for update`, 2, () =>
      Promise.all(carts.map(async (cart) => expect((await its.place(cart)).status).toBe(201))),
    )
  })
}
fires('LarderStockSlow', withSlowOrders)

fires('LarderSlow', async () => {
  const { shop: its } = shop()
  return alertsDuring(its, () =>
    whileLocked('lock table products', 2.5, () =>
      Promise.all(Array.from({ length: 4 }, () => its.call('GET', '/products/MILK-0001'))),
    ),
  )
})

fires('LarderPoolExhausted', async () => {
  const its = shop().shopWith({}, undefined, 2)
  const before = await scrape(its)
  let during: Scrape | undefined
  await whileLocked('lock table products', 3, async () => {
    const reads = Promise.all(Array.from({ length: 20 }, () => its.call('GET', '/products/MILK-0001')))
    await pause(300)
    during = await scrape(its)
    await reads
  })
  expect(during?.text).toMatch(/larder_database_pool_connections\{state="waiting"\} (1[0-9]|20)\b/)
  expect(during?.text).toMatch(/larder_backlog_known 0/)
  return firingAlerts(before, during ?? before)
})

const withOutbox = (sql: string) => async () => {
  const { shop: its } = shop()
  const before = await scrape(its)
  await its.rows(sql)
  const alerts = await firingAlerts(before, await scrape(its))
  await its.rows("delete from outbox where topic = 'test'")
  return alerts
}
fires(
  'LarderBacklog',
  withOutbox("insert into outbox (topic, payload, created_at) values ('test', '{}', now() - interval '10 minutes')"),
)
fires(
  'LarderBacklogLarge',
  withOutbox("insert into outbox (topic, payload) select 'test', '{}' from generate_series(1, 10001)"),
)
fires('LarderDeadLetters', withOutbox("insert into outbox (topic, payload, dead_at) values ('test', '{}', now())"))

fires('LarderRedisUnavailable', async () => {
  const its = shop().shopWith({ REDIS_URL: 'redis://127.0.0.1:1', RATE_LIMITS: 'True' })
  return alertsDuring(its, async () => {
    for (let time = 0; time < 10; time++) await its.call('GET', '/health/')
    for (let time = 0; time < 5; time++) await its.call('POST', '/carts')
  })
})

fires('LarderPaymentsFailing', async () => {
  const its = shop().shopWith({
    ...{ PAYMENT_PROVIDER: 'stripe', STRIPE_SECRET_KEY: 'sk_test_keyOfTheTests', STRIPE_API_URL: 'http://127.0.0.1:1' },
    STRIPE_WEBHOOK_SECRET: 'whsec_newestSecretOfTheTests',
  })
  return alertsDuring(its, async () => {
    for (let time = 0; time < 2; time++) {
      expect((await its.place(await its.cart({ lines: { 'MILK-0001': 1 } }), { outage: true })).status).toBe(503)
    }
  })
})

fires('LarderMoneyGoesBack', async () => {
  const { shop: its } = shop()
  return alertsDuring(its, async () => {
    const order = await its.order({ lines: { 'MILK-0001': 1 } })
    await its.cancel(order)
    await its.conclude(order)
  })
})

fires('LarderEventLoopLate', async () => {
  const { shop: its } = shop()
  return alertsDuring(its, async () => {
    for (let time = 0; time < 5; time++) {
      const until = performance.now() + 400
      while (performance.now() < until);
      await pause(5)
    }
  })
})

test('every rule is tested', async () => {
  const Rules = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() })) })) })
  const { groups } = Rules.parse(parse(await readFile('monitoring/alerts.yml', 'utf8')))
  expect(groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)).sort()).toEqual([...tested].sort())
})
