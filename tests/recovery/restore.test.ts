import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { emptyDatabase, hasPostgres } from '../support/database.ts'
import { shopOn, testShop } from '../support/shop.ts'

/** Each test runs several commands, which takes long on a busy machine. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

/** Backs a shop up with pg_dump and restores it with `npm run restore`. */
const hasTools = ['pg_dump', 'pg_restore', 'psql'].every((tool) => spawnSync(tool, ['--version']).status === 0)
if (!hasTools) process.stdout.write('!!! NOT RUN: restoring a backup. Install postgresql-client\n')

const restore = (from: string, into: string) => {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/restore.ts', '--from', from, '--into', into], {
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

const TABLES = "select count(*)::int as count from pg_tables where schemaname = 'public'"
/** An index of no constraint, a trigger, and a check, whichever the shop has. */
const ONE_OF_EACH = `
  select (select indexrelid::regclass::text from pg_index join pg_class c on c.oid = indexrelid
      where relnamespace = 'public'::regnamespace and not exists (select from pg_constraint where conindid = indexrelid) limit 1) as index,
    t.tgname::text as trigger, t.tgrelid::regclass::text as "table", c.conname::text as constraint, c.conrelid::regclass::text as constrained
  from (select * from pg_trigger where not tgisinternal limit 1) t,
    (select * from pg_constraint where contype = 'c' and conrelid <> 0 and connamespace = 'public'::regnamespace limit 1) c`

describe.runIf(hasPostgres() && hasTools)('npm run restore', async () => {
  const shop = await testShop()
  const folder = await mkdtemp(join(tmpdir(), 'larder-backup-'))
  afterAll(() => rm(folder, { recursive: true }))
  const order = await shop.order({ lines: { 'MILK-0001': 2 } })
  await shop.conclude(order)
  await shop.order({ lines: { 'MILK-0002': 1 } })
  const backup = (format: string) => {
    const file = join(folder, `shop.${format}`)
    execFileSync('pg_dump', [`--format=${format}`, '--file', file, shop.env.DATABASE_URL ?? ''])
    return file
  }

  test.each(['custom', 'directory', 'tar', 'plain'])('restores a whole shop from the format %s', async (format) => {
    const { url, database } = await emptyDatabase()
    const { status, said } = restore(backup(format), url)
    expect([status, said]).toEqual([0, expect.stringMatching(/374 products, 2 orders, .*All \d+ invariants hold/s)])

    const byStatus = 'select status, count(*)::int as count from orders group by status order by status'
    expect(await database.query({ name: '', text: byStatus }, [])).toEqual(await shop.rows(byStatus))
    const stock = 'select sku, on_hand, held from inventory order by sku'
    expect(await database.query({ name: '', text: stock }, [])).toEqual(await shop.rows(stock))

    // The restored shop works: a guest's token opens the order, and another order can be placed.
    const env = { ...shop.env, DATABASE_URL: url }
    databases.bind(getConfiguration(env), database)
    const restored = shopOn(database, env)
    expect((await restored.read(order)).status).toBe('paid')
    const next = await restored.order({ lines: { 'MILK-0001': 1 } })
    expect(next.number).not.toBe(order.number)
  })

  test('refuses a database that is not empty', async () => {
    const file = backup('custom')
    const { url, database } = await emptyDatabase()
    await database.query({ name: '', text: 'create table treasure (gold int)' }, [])
    expect(restore(file, url)).toEqual({ status: 1, said: expect.stringContaining('The database is not empty') })

    const other = await emptyDatabase()
    await other.database.query(
      { name: '', text: 'create function treasure() returns int language sql as $$ select 1 $$' },
      [],
    )
    expect(restore(file, other.url)).toEqual({ status: 1, said: expect.stringContaining('1 routines') })
  })

  test('restores nothing from a broken backup', async () => {
    const whole = await readFile(backup('plain'), 'utf8')
    const broken = join(folder, 'broken.sql')
    await writeFile(
      broken,
      `${whole.slice(0, whole.length / 2)}\nthis is no SQL;\n--\n-- PostgreSQL database dump complete\n`,
    )
    const { url, database } = await emptyDatabase()
    expect(restore(broken, url)).toEqual({ status: 1, said: expect.stringContaining('cannot be restored') })
    const tables = "select count(*)::int as count from pg_tables where schemaname = 'public'"
    expect(await database.query({ name: '', text: tables }, [])).toEqual([{ count: 0 }])
  })

  test.each([
    ['before the constraints', (text: string) => text.slice(0, text.indexOf('ADD CONSTRAINT'))],
    ['in the middle of the data', (text: string) => text.slice(0, text.indexOf('COPY public.products ') + 5_000)],
    ['by its last line', (text: string) => text.slice(0, text.indexOf('-- PostgreSQL database dump complete'))],
  ])('refuses a plain backup that was cut %s, and restores nothing', async (_where, cut) => {
    const whole = await readFile(backup('plain'), 'utf8')
    const file = join(folder, 'cut.sql')
    await writeFile(file, cut(whole))
    const { url, database } = await emptyDatabase()
    expect(restore(file, url)).toEqual({ status: 1, said: expect.stringContaining('is not complete') })
    expect(await database.query({ name: '', text: TABLES }, [])).toEqual([{ count: 0 }])
  })

  test.each([
    ['custom', 'cannot be restored'],
    // Its last member is a script that pg_restore ignores: without it everything would be restored.
    ['tar', 'is not complete'],
  ])('restores nothing from a backup of the format %s that was cut', async (format, said) => {
    const whole = await readFile(backup(format))
    const file = join(folder, `cut.${format}`)
    for (const share of [0.01, 0.5, 0.98]) {
      await writeFile(file, whole.subarray(0, Math.floor(whole.length * share)))
      const { url, database } = await emptyDatabase()
      expect(restore(file, url)).toEqual({ status: 1, said: expect.stringContaining(said) })
      expect(await database.query({ name: '', text: TABLES }, [])).toEqual([{ count: 0 }])
    }
  })

  test('refuses what is no backup, each with what to do', async () => {
    const plain = await readFile(backup('plain'))
    const cases: [name: string, content: Buffer | string, said: string][] = [
      ['empty.sql', '', 'is empty (0 bytes)'],
      ['shop.sql.gz', gzipSync(plain), 'is compressed. Unpack it first: gunzip'],
      ['picture.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'is no backup of pg_dump'],
      ['all.sql', '--\n-- PostgreSQL database cluster dump\n--\n', 'a whole server (pg_dumpall)'],
    ]
    const { url } = await emptyDatabase()
    for (const [name, content, said] of cases) {
      const file = join(folder, name)
      await writeFile(file, content)
      expect(restore(file, url)).toEqual({ status: 1, said: expect.stringContaining(said) })
    }
    expect(restore(join(folder, 'none.sql'), url)).toEqual({ status: 1, said: expect.stringContaining('no backup at') })
  })

  test('reports what a backup lacks that a damaged shop made: an index, a trigger, a constraint, a routine', async () => {
    const { url: damagedUrl, database: damaged } = await emptyDatabase()
    expect(restore(backup('custom'), damagedUrl).status).toBe(0)
    const [names] = await damaged.query({ name: '', text: ONE_OF_EACH }, [])
    const { index, trigger, table, constraint, constrained } = z.record(z.string(), z.string()).parse(names)
    const change = `drop index ${index}; drop trigger ${trigger} on ${table};
      alter table ${constrained} drop constraint ${constraint}; drop function release_stock`
    for (const text of change.split(';')) await damaged.query({ name: '', text }, [])
    const file = join(folder, 'lacking.dump')
    execFileSync('pg_dump', ['--format=custom', '--file', file, damagedUrl])
    const { status, said } = restore(file, (await emptyDatabase()).url)
    expect([status, said]).toEqual([1, expect.stringContaining('The backup is not complete')])
    for (const name of [
      `index ${index} `,
      `trigger ${trigger} `,
      `constraint ${constraint} `,
      'routine release_stock(',
    ]) {
      const line = said.split('\n').find((one) => one.includes(name))
      expect(line, name).toMatch(/ is missing$/)
    }
  })

  test('a backup of an older release is not called damaged', async () => {
    const { url: olderUrl, database: older } = await emptyDatabase()
    expect(restore(backup('custom'), olderUrl).status).toBe(0)
    await older.query(
      { name: '', text: "update larder_migrations set fingerprint = 'another' where name = 'release_stock.sql'" },
      [],
    )
    const routine = "create or replace function release_stock_of_before() returns int language sql as 'select 1'"
    await older.query({ name: '', text: routine }, [])
    const file = join(folder, 'older.dump')
    execFileSync('pg_dump', ['--format=custom', '--file', file, olderUrl])
    const { status, said } = restore(file, (await emptyDatabase()).url)
    expect([status, said]).toEqual([
      1,
      expect.stringMatching(/older version\. It lacks:\n {2}release_stock\.sql\n.*npm run migrate/s),
    ])
  })

  test('refuses a backup of the tables without their data', async () => {
    const file = join(folder, 'schema.dump')
    execFileSync('pg_dump', ['--schema-only', '--format=custom', '--file', file, shop.env.DATABASE_URL ?? ''])
    const { status, said } = restore(file, (await emptyDatabase()).url)
    expect([status, said]).toEqual([1, expect.stringContaining('--schema-only')])
  })

  test('reports violated invariants of a damaged shop', async () => {
    const { url: damagedUrl, database: damaged } = await emptyDatabase()
    expect(restore(backup('custom'), damagedUrl).status).toBe(0)
    await damaged.query({ name: '', text: "update inventory set on_hand = on_hand + 1 where sku = 'MILK-0001'" }, [])
    const file = join(folder, 'damaged.dump')
    execFileSync('pg_dump', ['--format=custom', '--file', file, damagedUrl])
    const { url } = await emptyDatabase()
    const { status, said } = restore(file, url)
    expect([status, said]).toEqual([1, expect.stringMatching(/✗ I2 .*MILK-0001/s)])
  })

  test.each([
    [['--from', 'x'], 'Set both'],
    [['--from', 'x', '--into', 'mysql://x'], 'postgres:// URL'],
    [['--onto', 'x'], 'Unknown option'],
  ])('2 wrong usage: %j', (args, reason) => {
    const { status, stderr } = spawnSync('node', ['scripts/restore.ts', ...args], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([2, expect.stringContaining(reason)])
  })
})
