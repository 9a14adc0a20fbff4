import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { emptyDatabase, hasPostgres } from '../support/database.ts'
import { shopOn, testShop } from '../support/shop.ts'

/** Backs a shop up with pg_dump and restores it with `npm run restore`. */
const hasTools = ['pg_dump', 'pg_restore', 'psql'].every((tool) => spawnSync(tool, ['--version']).status === 0)
if (!hasTools) process.stdout.write('!!! NOT RUN: restoring a backup. Install postgresql-client\n')

const restore = (from: string, into: string) => {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/restore.ts', '--from', from, '--into', into], {
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

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
  })

  test('restores nothing from a broken backup', async () => {
    const whole = await readFile(backup('plain'), 'utf8')
    const broken = join(folder, 'broken.sql')
    await writeFile(broken, `${whole.slice(0, whole.length / 2)}\nthis is no SQL;\n`)
    const { url, database } = await emptyDatabase()
    expect(restore(broken, url)).toEqual({ status: 1, said: expect.stringContaining('cannot be restored') })
    const tables = "select count(*)::int as count from pg_tables where schemaname = 'public'"
    expect(await database.query({ name: '', text: tables }, [])).toEqual([{ count: 0 }])
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
