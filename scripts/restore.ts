import { restoreOptions } from './restore/options.ts'
import { restoreBackup } from './restore/restore-backup.ts'
import { verifyShop } from './restore/verify-shop.ts'

/** Restores a backup into an empty database and verifies the result. */
const { from, into } = restoreOptions()

async function run(): Promise<void> {
  await restoreBackup(from, into)
  const { lines, valid } = await verifyShop(into)
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = valid ? 0 : 1
}

await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
