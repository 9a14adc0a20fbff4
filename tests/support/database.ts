import { inject, onTestFinished } from 'vitest'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { AdministrableDatabase } from '../../shared/platform/db/database.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { openPg } from '../../shared/platform/db/transports/pg.ts'
import { registerCleanup } from './cleanup.ts'
import { openEmbedded } from './embedded-databases.ts'
import type { DatabaseSource } from './global-setup.ts'
import { copyTemplate, createEmpty, dropCopy } from './postgres-databases.ts'

export interface TestDatabase {
  database: AdministrableDatabase
  /** For `fn.fetch(request, env)`: endpoints find `database` by it. */
  env: Record<string, string>
  /** `postgres://…` of this very database, to open more pools on it; `memory:` when it is embedded. */
  url: string
}

export interface TestDatabaseOptions {
  /** More variables of the environment. */
  variables?: Record<string, string>
  /** Embedded even where a server is given: for what must be the same on both. */
  embedded?: boolean
}

/** Whether this run has a real Postgres, which race tests require: `test.runIf(hasPostgres())(…)` */
export const hasPostgres = (): boolean => inject('databaseSource').kind === 'postgres'

/**
 * A migrated, empty database. It is dropped at the end of the test that calls this, or of the file when called outside a
 * test.
 */
export async function testDatabase({
  variables = {},
  embedded = false,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { database, url, end } = await open(inject('databaseSource'), embedded)
  registerCleanup(end)
  const env = environmentOf(url, variables)
  databases.bind(getConfiguration(env), database)
  return { database, env, url }
}

/**
 * A migrated database with what `prepare` puts into it, made at the first call. The files of one worker share it, so
 * each of their tests must roll back. It ends with the run.
 */
export function shareDatabase(prepare: (made: TestDatabase) => Promise<void>): () => Promise<TestDatabase> {
  let shared: Promise<TestDatabase> | undefined
  const make = async () => {
    const { database, url } = await open(inject('databaseSource'), false)
    const env = environmentOf(url)
    await prepare({ database, env, url })
    return { database, env, url }
  }
  return () => {
    shared ??= make()
    return shared
  }
}

/** A pool with a long connection timeout: a busy machine connects slowly. */
export const openTestPool = (url: string, connections?: number): AdministrableDatabase =>
  openPg(url, connections, 60_000)

const environmentOf = (url: string, variables: Record<string, string> = {}) => ({
  ...{ DATABASE_URL: url, LOG_LEVEL: 'silent', MAIL_URL: 'none:' },
  ...variables,
})

interface Opened {
  database: AdministrableDatabase
  url: string
  end: () => Promise<void>
}

async function open(source: DatabaseSource, embedded: boolean): Promise<Opened> {
  if (source.kind === 'failed') throw new Error(`the test database could not be made: ${source.reason}`)
  if (source.kind === 'embedded' || embedded) {
    const database = await openEmbedded(source.kind === 'embedded' ? source.dump : undefined)
    return { database, url: 'memory:', end: () => database.close() }
  }
  const url = await copyTemplate(source.url, source.template)
  const database = openTestPool(url)
  const end = async () => {
    await database.close()
    await dropCopy(source.url, url)
  }
  return { database, url, end }
}

/** A database without migrations, dropped at the end of the test. Requires a real Postgres. */
export async function emptyDatabase(): Promise<{ database: AdministrableDatabase; url: string }> {
  const source = inject('databaseSource')
  if (source.kind !== 'postgres') throw new Error('there is no Postgres')
  const url = await createEmpty(source.url, source.template)
  const database = openTestPool(url)
  onTestFinished(async () => {
    await database.close()
    await dropCopy(source.url, url)
  })
  return { database, url }
}
