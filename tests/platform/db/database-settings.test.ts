import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { readSqlFiles } from '../../../scripts/sql-files.ts'
import { migrate } from '../../../shared/platform/db/migrate.ts'
import { findInheritedSettings, requireSupportedServer } from '../../../shared/platform/db/server-faults.ts'
import { hasPostgres, openTestPool, testDatabase } from '../../support/database.ts'
import { seededShop } from '../../support/shop.ts'

const source = inject('databaseSource')
const server = source.kind === 'postgres' ? source.url : ''
const identifier = () => `larder_test_own_${crypto.randomUUID().slice(0, 8)}`

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const urlOf = (name: string, role?: string, password = 'a-password-of-tests') => {
  const url = new URL(server)
  url.pathname = `/${name}`
  if (role !== undefined) [url.username, url.password] = [role, password]
  return url.href
}

/** A database that others made; dropped at the end of the test, with the roles. */
async function ownDatabase(options = '', roles: readonly string[] = []): Promise<string> {
  const name = identifier()
  await run(server, `create database ${name} ${options}`)
  onTestFinished(async () => {
    await run(server, `drop database if exists ${name} with (force)`)
    for (const role of roles) await run(server, `drop role if exists ${role}`)
  })
  return name
}

function open(url: string) {
  const database = openTestPool(url, 6)
  onTestFinished(() => database.close())
  return database
}

const settings = [
  ...['DateStyle', "'SQL, DMY'", 'DateStyle', "'German'", 'DateStyle', "'Postgres, YMD'"],
  ...['IntervalStyle', 'sql_standard', 'IntervalStyle', 'iso_8601', 'TimeZone', "'Asia/Kathmandu'"],
  ...['TimeZone', "'America/St_Johns'", 'default_transaction_isolation', "'repeatable read'"],
  ...['default_transaction_isolation', 'serializable', 'default_transaction_read_only', 'on'],
  ...['bytea_output', 'escape', 'extra_float_digits', '0', 'standard_conforming_strings', 'off'],
  ...['statement_timeout', "'20s'", 'lc_messages', "'C'", 'client_min_messages', 'debug1'],
  ...['row_security', 'off', 'jit', 'on', 'plan_cache_mode', 'force_custom_plan'],
]
const pairs = settings.flatMap((name, index) => (index % 2 === 0 ? [[name, settings[index + 1] ?? '']] : []))

describe.runIf(hasPostgres())('a database as others set it up', () => {
  test.each(pairs)('%s = %s of the database: migrated, and 48 shoppers at once buy', async (setting, value) => {
    const { url } = await testDatabase()
    const name = new URL(url).pathname.slice(1)
    await run(url, `alter database ${name} set ${setting} = ${value}`)
    const database = open(url)
    await requireSupportedServer(database)
    await migrate(database, await readSqlFiles())
    const isInherited = ['DateStyle', 'default_transaction_isolation', 'default_transaction_read_only'].includes(
      setting,
    )
    const lines = await findInheritedSettings(database)
    expect(lines).toEqual(isInherited ? [expect.stringContaining(`${setting} = `)] : [])
    const shop = await seededShop(database)
    const slots = await shop.call('GET', '/delivery-slots')
    expect([slots.status, slots.text.includes('null')]).toEqual([200, false])
    expect((await shop.call('GET', '/products?q=milk')).status).toBe(200)
    const orders = await Promise.all(
      Array.from({ length: 48 }, async () => shop.place(await shop.cart({ lines: { 'MILK-0001': 1 } }))),
    )
    expect(orders.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([])
    expect(orders.filter(({ status }) => status === 201).length).toBeGreaterThan(0)
    expect(await shop.violations()).toEqual([])
  })

  test('an empty database of that kind is migrated, also with a short statement timeout', async () => {
    const name = await ownDatabase()
    for (const setting of [
      "DateStyle = 'SQL, DMY'",
      'standard_conforming_strings = off',
      "statement_timeout = '150ms'",
    ])
      await run(urlOf(name), `alter database ${name} set ${setting}`)
    const database = open(urlOf(name))
    await migrate(database, await readSqlFiles())
    expect(await database.query({ name: 'n', text: 'select count(*)::integer as many from orders' }, [])).toEqual([
      { many: 0 },
    ])
  })

  test('collation C: names are found without regard to case and accents, and the shop sells', async () => {
    const name = await ownDatabase("encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0")
    const database = open(urlOf(name))
    await migrate(database, await readSqlFiles())
    const shop = await seededShop(database)
    for (const query of ['MILK', 'milk', '鮮']) {
      const answer = await shop.call('GET', `/products?q=${encodeURIComponent(query)}`)
      expect(answer.status).toBe(200)
      expect(answer.text).toContain('MILK-')
    }
    await shop.order({ lines: { 'MILK-0001': 1 } })
    expect(await shop.violations()).toEqual([])
  })

  test.each([
    ['SQL_ASCII', "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0"],
    ['LATIN1', "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"],
  ])('encoding %s is refused before anything is migrated', async (encoding, options) => {
    const name = await ownDatabase(options)
    const database = open(urlOf(name))
    const refused = migrate(database, await readSqlFiles())
    await expect(refused).rejects.toThrow(
      `The database "${name}" is encoded in ${encoding}. Use one in UTF8: create database NAME encoding 'UTF8' template template0.`,
    )
    const text = "select to_regclass('larder_migrations') as made"
    expect(await database.query({ name: 'made', text }, [])).toEqual([{ made: null }])
  })

  test('a search_path without a schema is refused, one of an own schema is used', async () => {
    const name = await ownDatabase()
    await run(urlOf(name), 'create schema shop', `alter database ${name} set search_path = nowhere`)
    await expect(migrate(open(urlOf(name)), await readSqlFiles())).rejects.toThrow(
      /has no schema of the search_path \(nowhere\) .* Run: alter role .* set search_path = public/,
    )
    await run(urlOf(name), `alter database ${name} set search_path = shop`)
    const database = open(urlOf(name))
    await migrate(database, await readSqlFiles())
    const shop = await seededShop(database)
    await shop.order({ lines: { 'MILK-0001': 1 } })
    const text = "select schemaname as schema from pg_tables where tablename = 'orders'"
    expect(await database.query({ name: 'schema', text }, [])).toEqual([{ schema: 'shop' }])
  })
})

describe.runIf(hasPostgres())('roles with few rights', () => {
  test('the grants of docs/deployment.md are enough: one role migrates, another runs the shop and changes no table', async () => {
    const text = await readFile('docs/deployment.md', 'utf8')
    const sql = /```sql\n([^`]*grant [^`]*)```/.exec(text)?.[1] ?? ''
    expect(sql).toContain('default privileges')
    const [owner, runtime] = [`${identifier()}_owner`, `${identifier()}_runtime`]
    const name = await ownDatabase('', [runtime, owner])
    const own = sql
      .replaceAll('shop_owner', owner)
      .replaceAll('shop_runtime', runtime)
      .replaceAll('database shop', `database ${name}`)
      .replaceAll("'…'", "'a-password-of-tests'")
    await run(urlOf(name), own)
    const migrating = open(urlOf(name, owner))
    await migrate(migrating, await readSqlFiles())
    const database = open(urlOf(name, runtime))
    await requireSupportedServer(database)
    const shop = await seededShop(database)
    const order = await shop.order({ lines: { 'MILK-0001': 1 } })
    await shop.conclude(order)
    for (const job of ['expire-holds', 'deliver-outbox', 'process-webhooks', 'reconcile-payments']) await shop.job(job)
    expect(await shop.violations()).toEqual([])
    await expect(database.query({ name: 'ddl', text: 'create table forbidden (id integer)' }, [])).rejects.toThrow(
      'permission denied',
    )
    await expect(
      database.query({ name: 'alter', text: 'alter table orders add column forbidden integer' }, []),
    ).rejects.toThrow('must be owner')

    await run(urlOf(name), `revoke insert on orders from ${runtime}`)
    await expect(requireSupportedServer(open(urlOf(name, runtime)))).rejects.toThrow(
      `does not let the role "${runtime}" insert orders. Grant the rights that docs/deployment.md lists.`,
    )
    await run(
      urlOf(name),
      `drop owned by ${runtime}`,
      `reassign owned by ${owner} to current_user`,
      `drop owned by ${owner}`,
    )
  })
})
