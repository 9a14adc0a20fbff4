import { expect, test, vi } from 'vitest'
import { emptyDatabase, hasPostgres } from '../../support/database.ts'
import { startServer, temporaryFolder } from '../../support/server-process.ts'

/** A busy machine starts several processes slowly. */
vi.setConfig({ testTimeout: 240_000 })
const folder = await temporaryFolder()
const start = (env: Record<string, string>) => startServer(env, folder)

test.runIf(hasPostgres())('exits with one line that names a missing database or role', async () => {
  const { url } = await emptyDatabase()
  const other = (change: (url: URL) => void) => {
    const changed = new URL(url)
    change(changed)
    return start({ DATABASE_URL: changed.href })
  }
  const noDatabase = other((to) => {
    to.pathname = '/larder_missing'
  })
  await expect(noDatabase).rejects.toThrow(/ended with 1: .*"larder_missing" does not exist\. Create it[^\n]*\n$/)
  const noRole = other((to) => {
    to.username = 'larder_nobody'
  })
  await expect(noRole).rejects.toThrow(/ended with 1: .*cannot be used: [^\n]*larder_nobody[^\n]*\n$/)
})

test.runIf(hasPostgres())('exits with an instruction if the database is not migrated', async () => {
  const { url } = await emptyDatabase()
  const failed = start({ DATABASE_URL: url })
  await expect(failed).rejects.toThrow(/ended with 1: The database lacks \d+ migrations, .* npm run migrate/)
})
