import { parseArgs } from 'node:util'
import { checkInvariants } from '../shared/operations/check-invariants.ts'
import { openExistingDatabase } from './database.ts'
import { describeReport } from './invariants/print.ts'
import { readInvariantFiles } from './sql-files.ts'

const help = `Checks the invariants of the shop's database: no oversold stock, no coupon beyond its limits, no payment without an order,
and others. Each check reads one snapshot, so the shop may be under load.

  npm run invariants             ✓ or ✗ for each, with the rows that violate it
  npm run invariants -- --json   the response of GET /admin/invariants

The database is that of DATABASE_URL. Exit code: 0 all hold, 1 one is violated, 2 wrong usage.
`

function options(): { json: boolean; help: boolean } {
  try {
    const { json, help } = parseArgs({
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values
    return { json: json ?? false, help: help ?? false }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    process.exit(2)
  }
}

async function run(json: boolean): Promise<void> {
  const database = await openExistingDatabase()
  try {
    const report = await checkInvariants(database, await readInvariantFiles())
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : describeReport(report))
    process.exitCode = report.holds ? 0 : 1
  } finally {
    await database.close()
  }
}

const chosen = options()
if (chosen.help) process.stdout.write(help)
else await run(chosen.json)
