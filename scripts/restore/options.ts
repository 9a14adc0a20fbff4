import { parseArgs } from 'node:util'

const help = `Restores a backup of pg_dump into an empty database and verifies it: the migrations, the invariants, and the time of the
newest order.

  npm run restore -- --from shop.dump --into postgres://user@host/new_database

--from accepts every format of pg_dump: custom (-Fc), directory (-Fd), tar (-Ft) or plain SQL. --into must be empty.
Requires pg_restore and psql of the server's version or newer. Exit code: 0 restored, and every invariant holds; 1 failed;
2 wrong usage.
docs/runbook.md describes the complete procedure.
`

function wrongUsage(reason: string): never {
  process.stderr.write(`${reason}\n\n${help}`)
  process.exit(2)
}

export function restoreOptions(): { from: string; into: string } {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({ options: { from: text, into: text, help: { type: 'boolean', short: 'h' } } })
    if (values.help) {
      process.stdout.write(help)
      process.exit(0)
    }
    const { from, into } = values
    if (from === undefined || into === undefined) return wrongUsage('Set both --from and --into.')
    if (!/^postgres(ql)?:\/\//.test(into)) return wrongUsage('--into must be a postgres:// URL.')
    return { from, into }
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error))
  }
}
