import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { emptyDatabase, hasPostgres, testDatabase } from '../support/database.ts'

const invariants = (url: string | undefined) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/invariants.ts'], {
    encoding: 'utf8',
    env: { PATH: '', DATABASE_URL: url },
  })
  return { status, output: stdout + stderr }
}

test.runIf(hasPostgres())('the script does not migrate the database, but reports missing migrations', async () => {
  const { url, database } = await emptyDatabase()
  expect(invariants(url)).toEqual({ status: 1, output: expect.stringContaining('First run: npm run migrate') })
  const tables = "select tablename from pg_tables where schemaname = 'public'"
  expect(await database.query({ name: 'tables', text: tables }, [])).toEqual([])
})

test.runIf(hasPostgres())('the script checks an up-to-date database', async () => {
  const { env } = await testDatabase()
  expect(invariants(env.DATABASE_URL)).toEqual({ status: 0, output: expect.stringMatching(/All \d+ invariants hold/) })
})
