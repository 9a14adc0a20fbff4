import { restoreOptions } from './restore/options.ts'
import { restoreBackup } from './restore/restore-backup.ts'
import { verifyShop } from './restore/verify-shop.ts'

/** Brings a backup back into a fresh database, and says whether it is a shop that may open. */
const { from, into } = restoreOptions()

async function run(): Promise<void> {
  await restoreBackup(from, into)
  const { lines, whole } = await verifyShop(into)
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = whole ? 0 : 1
}

await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
