import pg from 'pg'
import { readSqlFiles } from '../../scripts/sql-files.ts'
import { migrate } from '../../shared/platform/db/migrate.ts'
import { openPg } from '../../shared/platform/db/transports/pg.ts'

/** `larder_test_SECONDS_RUN` is a run's template, `larder_test_SECONDS_RUN_…` a copy of it. */
const PREFIX = 'larder_test_'
/** A run that was killed leaves its databases; no run takes this long. */
const STALE_AFTER_SECONDS = 3_600

const nowSeconds = () => Math.floor(Date.now() / 1_000)
const randomName = () => crypto.randomUUID().slice(0, 8)

/** The same server and user, another database. */
function urlOfDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

async function onServer<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Makes the migrated database that test files are copied from. Nobody may be connected to it while it is copied. */
export async function createTemplate(url: string): Promise<string> {
  const template = `${PREFIX}${nowSeconds()}_${randomName()}`
  await onServer(url, async (client) => {
    await dropStale(client)
    await client.query(`create database ${template}`)
  })
  const database = openPg(urlOfDatabase(url, template), 1)
  try {
    await migrate(database, await readSqlFiles())
  } catch (error) {
    await database.close()
    await dropRun(url, template)
    throw error
  }
  await database.close()
  return template
}

/** Copies the template; answers the copy's URL. */
export async function copyTemplate(url: string, template: string): Promise<string> {
  const copy = `${template}_${randomName()}`
  await onServer(url, (client) => client.query(`create database ${copy} template ${template}`))
  return urlOfDatabase(url, copy)
}

/** An empty database, beside the copies of `template`: it is dropped with them. */
export async function createEmpty(url: string, template: string): Promise<string> {
  const name = `${template}_${randomName()}`
  await onServer(url, (client) => client.query(`create database ${name}`))
  return urlOfDatabase(url, name)
}

export async function dropCopy(url: string, copyUrl: string): Promise<void> {
  const copy = new URL(copyUrl).pathname.slice(1)
  await onServer(url, (client) => client.query(`drop database if exists ${copy} with (force)`))
}

/** The template of a run and every copy of it that is still there. */
export function dropRun(url: string, template: string): Promise<void> {
  return onServer(url, (client) => drop(client, (name) => name.startsWith(template)))
}

function dropStale(client: pg.Client): Promise<void> {
  const oldest = nowSeconds() - STALE_AFTER_SECONDS
  return drop(client, (name) => Number(name.slice(PREFIX.length).split('_')[0]) < oldest)
}

async function drop(client: pg.Client, condemned: (name: string) => boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>({
    text: 'select datname as name from pg_database where starts_with(datname, $1)',
    values: [PREFIX],
  })
  for (const { name } of rows) {
    if (condemned(name)) await client.query(`drop database if exists ${name} with (force)`)
  }
}
