import { describe, expect, test } from 'vitest'
import { readSqlFiles } from '../../../scripts/sql-files.ts'
import type { AdministrableDatabase } from '../../../shared/platform/db/database.ts'
import { migrate, pendingMigrations } from '../../../shared/platform/db/migrate.ts'
import { openPg } from '../../../shared/platform/db/transports/pg.ts'
import { emptyDatabase, hasPostgres, testDatabase } from '../../support/database.ts'

const INSTANCES = 4
const files = await readSqlFiles()

/** Several instances that start at once on one empty database, each with its own connections. */
async function migrateAtOnce(url: string, prepare: (database: AdministrableDatabase) => AdministrableDatabase) {
  const instances = Array.from({ length: INSTANCES }, () => openPg(url, 1))
  // All connect before the first one migrates, else it may finish before the last one starts.
  await Promise.all(instances.map((instance) => instance.query({ name: '', text: 'select 1' }, [])))
  const outcomes = await Promise.allSettled(instances.map((instance) => migrate(prepare(instance), files)))
  await Promise.all(instances.map((instance) => instance.close()))
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
}

describe.runIf(hasPostgres())('several instances migrate an empty database at once', () => {
  test('every instance succeeds, and every migration runs once', async () => {
    const { url, database } = await emptyDatabase()
    expect(await pendingMigrations(database, files)).toHaveLength(files.migrations.length)
    expect(await migrateAtOnce(url, (instance) => instance)).toEqual([])
    expect(await pendingMigrations(database, files)).toEqual([])
    const rows = await database.query({ name: '', text: 'select name from larder_migrations' }, [])
    expect(rows).toHaveLength(files.migrations.length + files.routines.length)
  })

  test('without the lock some instances fail, which the test detects', async () => {
    let locks = 0
    const lockless = (instance: AdministrableDatabase) => ({
      ...instance,
      runScript: (script: string) => instance.runScript(script, ++locks),
    })
    let faults: string[] = []
    for (let time = 0; time < 5 && faults.length === 0; time++) {
      faults = await migrateAtOnce((await emptyDatabase()).url, lockless)
    }
    expect(faults).not.toEqual([])
  })
})

test('a database of a newer version has no pending migrations for the previous version', async () => {
  const { database } = await testDatabase()
  const older = { ...files, migrations: files.migrations.slice(0, -1) }
  expect(await pendingMigrations(database, older)).toEqual([])
  const newer = { ...files, migrations: [...files.migrations, { name: '9999_next.sql', text: '' }] }
  expect(await pendingMigrations(database, newer)).toEqual(['9999_next.sql'])
})
