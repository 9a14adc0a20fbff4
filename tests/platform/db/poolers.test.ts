import pg from 'pg'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { readSqlFiles } from '../../../scripts/sql-files.ts'
import { openCatalogCache } from '../../../shared/catalog/cache/catalog-cache.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { migrate } from '../../../shared/platform/db/migrate.ts'
import { requireSupportedServer } from '../../../shared/platform/db/server-faults.ts'
import { emptyDatabase, hasPostgres, openTestPool, testDatabase } from '../../support/database.ts'
import { type PgBouncerProgram, pgBouncers, startPgBouncer } from '../../support/pgbouncer.ts'
import { seededShop } from '../../support/shop.ts'

interface Case {
  name: string
  program: PgBouncerProgram
  settings: Record<string, string | number>
  namesStatements: boolean
}

/** Every PgBouncer of this machine, with and without the tracking of named statements, and in both modes. */
const cases: Case[] = pgBouncers.flatMap((program) => {
  const modes = program.tracksStatements
    ? [
        { pool_mode: 'transaction', max_prepared_statements: 100 },
        // The server whose turn it is, instead of the last one used.
        { pool_mode: 'transaction', max_prepared_statements: 0, server_round_robin: 1 },
      ]
    : [{ pool_mode: 'transaction' }, { pool_mode: 'session', default_pool_size: 40 }]
  return modes.map((settings) => ({
    name: `PgBouncer ${program.version}, ${JSON.stringify(settings)}`,
    program,
    settings,
    namesStatements: 'max_prepared_statements' in settings && settings.max_prepared_statements > 0,
  }))
})

const isTested = hasPostgres() && pgBouncers.length > 0
test.runIf(hasPostgres())(
  'this machine has a PgBouncer without and one with the tracking of named statements',
  (context) => {
    const kinds = new Set(pgBouncers.map(({ tracksStatements }) => tracksStatements))
    if (kinds.size < 2)
      context.skip('!!! NOT RUN: set TEST_PGBOUNCERS to PgBouncer 1.18 and 1.21 or later: see .ci/servers')
  },
)

const settle = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.runIf(isTested).each(cases)('$name', ({ program, settings, namesStatements }) => {
  async function pooled(poolSettings: Record<string, string | number> = {}) {
    const { url } = await testDatabase()
    const bouncer = await startPgBouncer(program, url, { ...settings, ...poolSettings })
    onTestFinished(() => bouncer.end())
    const open = () => {
      const database = openTestPool(bouncer.url)
      onTestFinished(() => database.close())
      return database
    }
    return { url, bouncer, open }
  }

  test('many shoppers of two processes fill carts, search and order', async () => {
    const { open } = await pooled()
    const processes = await Promise.all([1, 2].map(() => seededShop(open())))
    const [first] = processes
    if (first === undefined) throw new Error('no process')
    expect(await first.database.describeSession?.()).toEqual({ isPooled: true, namesStatements })
    const shoppers = Array.from({ length: 40 }, async (_, index) => {
      const shop = processes[index % processes.length] ?? first
      for (const query of ['q=milk', 'category=milk&sort=price', 'inStock=true&limit=5', `limit=${1 + index}`]) {
        expect((await shop.call('GET', `/products?${query}`)).status).toBe(200)
      }
      await Promise.all(Array.from({ length: 5 }, () => shop.cart()))
      const order = await shop.order({ lines: { 'MILK-0001': 1 } })
      expect((await shop.read(order)).id).toBe(order.id)
    })
    await Promise.all(shoppers)
    const violated = await first.violations()
    expect(violated).toEqual([])
  })

  test('the naive variant, statements by name whatever is in between, fails in transaction mode', async () => {
    const { bouncer } = await pooled()
    const clients = Array.from({ length: 8 }, () => new pg.Client({ connectionString: bouncer.url }))
    for (const client of clients) client.on('error', () => {})
    await Promise.all(clients.map((client) => client.connect()))
    const faults: unknown[] = []
    const run = (client: pg.Client, index: number) =>
      client
        .query({ name: 'naive', text: `select ${index} as own` })
        .then(({ rows }) => rows[0]?.own === index || faults.push('the statement of another client'))
        .catch((error: unknown) => faults.push(error))
    for (let round = 0; round < 10; round++) await Promise.all(clients.map(run))
    await Promise.all(clients.map((client) => client.end().catch(() => {})))
    expect(faults.length > 0).toBe(settings.pool_mode === 'transaction' && !namesStatements)
  })

  test('a price is visible within a second in every process, also where no notification arrives', async () => {
    const { url, open } = await pooled()
    const direct = openTestPool(url)
    onTestFinished(() => direct.close())
    const shop = await seededShop(direct)
    const processes = [open(), open()].map((database) => ({ database, cache: openCatalogCache(database, null) }))
    onTestFinished(async () => void (await Promise.all(processes.map(({ cache }) => cache.close()))))
    await settle(3_000)
    expect(processes.map(({ cache }) => cache.isSubscribed())).toEqual(Array(2).fill(settings.pool_mode === 'session'))
    const read = ({ database, cache }: (typeof processes)[number]) =>
      cache.read('product:MILK-0001', { sku: 'MILK-0001' }, async () => {
        const text = "select price from products where sku = 'MILK-0001'"
        return (await database.query({ name: 'price', text }, []))[0]?.price
      })
    for (const price of [1111, 2222, 3333]) {
      await Promise.all(processes.map(read))
      const [changing] = processes
      const update = `update products set price = ${price} where sku = 'MILK-0001'`
      await (price === 2222 ? changing?.database : shop.database)?.query({ name: `change ${price}`, text: update }, [])
      await settle(1_300)
      expect(await Promise.all(processes.map(read))).toEqual([price, price])
    }
  })

  test('an empty database is migrated through it, twice at once', async () => {
    const { url } = await emptyDatabase()
    const bouncer = await startPgBouncer(program, url, settings)
    onTestFinished(() => bouncer.end())
    const both = [openTestPool(bouncer.url), openTestPool(bouncer.url)]
    onTestFinished(async () => void (await Promise.all(both.map((database) => database.close()))))
    const files = await readSqlFiles()
    await Promise.all(both.map((database) => migrate(database, files)))
    const [row] = await (both[0]?.query({ name: 'tables', text: 'select count(*)::integer as many from orders' }, []) ??
      [])
    expect(row).toEqual({ many: 0 })
  })

  const inTransactionMode = settings.pool_mode === 'transaction' ? test : () => {}
  inTransactionMode(
    'DateStyle and the time zone of the role are overruled; its isolation level is refused by name, and accepted once altered',
    async () => {
      const { url, bouncer } = await pooled()
      const name = new URL(url).pathname.slice(1)
      const direct = openTestPool(url, 1)
      onTestFinished(() => direct.close())
      const alter = async (setting: string) => {
        await direct.query({ name: '', text: `alter database ${name} set ${setting}` }, [])
        await bouncer.command('reconnect')
      }
      const open = () => {
        const database = openTestPool(bouncer.url, 4)
        onTestFinished(() => database.close())
        return database
      }
      await alter("DateStyle = 'SQL, DMY'")
      await alter("TimeZone = 'Asia/Kathmandu'")
      const shop = await seededShop(open())
      await requireSupportedServer(shop.database)
      const slots = await Promise.all(Array.from({ length: 12 }, () => shop.call('GET', '/delivery-slots')))
      for (const { text, status } of slots) expect([status, text.includes('null')]).toEqual([200, false])
      await shop.order({ lines: { 'MILK-0001': 1 } })

      await alter("default_transaction_isolation = 'repeatable read'")
      await expect(requireSupportedServer(open())).rejects.toThrow(
        /has default_transaction_isolation = repeatable read, .* Run: alter role .* set default_transaction_isolation = 'read committed'/,
      )
      await alter("default_transaction_isolation = 'read committed'")
      await requireSupportedServer(open())
    },
  )
})

describe.runIf(hasPostgres())('without a pooler', () => {
  test('statements are named, unless the URL says otherwise', async () => {
    const { url, database } = await testDatabase()
    expect(await database.describeSession?.()).toEqual({ isPooled: false, namesStatements: true })
    const off = openTestPool(`${url}?prepared_statements=false`)
    afterAll(() => off.close())
    expect(await off.describeSession?.()).toEqual({ isPooled: false, namesStatements: false })
    const prepared = {
      name: 'prepared',
      text: "select count(*)::integer as many from pg_prepared_statements where name <> ''",
    }
    await off.call('cart_view', { cartId: 'none' })
    expect(await off.query(prepared, [])).toEqual([{ many: 0 }])
  })

  test('a refusal keeps its connection, a lost connection is replaced', async () => {
    const { url } = await testDatabase()
    const database = openTestPool(url, 1)
    onTestFinished(() => database.close())
    const pid = async () => (await database.query({ name: 'pid', text: 'select pg_backend_pid() as pid' }, []))[0]?.pid
    const before = await pid()
    const refused = database.call('set_cart_coupon', { cartId: 'unknown', couponCode: null })
    await expect(refused).rejects.toThrow('cart_not_found')
    expect(await pid()).toBe(before)
    const ended = database.query({ name: 'end', text: 'select pg_terminate_backend(pg_backend_pid())' }, [])
    await expect(ended).rejects.toThrow()
    expect(await pid()).not.toBe(before)
  })
})

test('an environment with an unknown value of prepared_statements is refused', () => {
  const env = { DATABASE_URL: 'postgres://shop@db.example/shop?prepared_statements=maybe' }
  expect(() => getConfiguration(env)).toThrow('DATABASE_URL has a prepared_statements that is neither true nor false')
})
