import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { emptyDatabase, hasPostgres, testDatabase } from '../support/database.ts'

const invariants = (url: string | undefined) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/invariants.ts'], {
    encoding: 'utf8',
    env: { PATH: '', DATABASE_URL: url },
  })
  return { status, said: stdout + stderr }
}

test.runIf(hasPostgres())('what looks at a database does not migrate it: it says what is missing', async () => {
  const { url, database } = await emptyDatabase()
  expect(invariants(url)).toEqual({ status: 1, said: expect.stringContaining('First: npm run migrate') })
  const tables = "select tablename from pg_tables where schemaname = 'public'"
  expect(await database.query({ name: 'tables', text: tables }, [])).toEqual([])
})

test.runIf(hasPostgres())('of one that is up to date it says whether all hold', async () => {
  const { env } = await testDatabase()
  expect(invariants(env.DATABASE_URL)).toEqual({ status: 0, said: expect.stringMatching(/All \d+ invariants hold/) })
})
