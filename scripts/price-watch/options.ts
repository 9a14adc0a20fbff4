import { parseArgs } from 'node:util'
import { commonOptions, type ImportSettings, orFault, readSettings } from '../import/options.ts'

interface CommandLine extends ImportSettings {
  store: string | null
}

export const USAGE = `Usage: npm run price-watch -- FILE [options]

Demo data: converts a day of the Consumer Council's Online Price Watch (JSON) to a catalog and imports it.

  --store CODE     only what this store sells, at its prices and with its offers;
                   without it every product at the lowest price of all stores, and no offers
  --stock N        opening stock of new products (default 100)
  --report FILE    writes every bad row and every offer that was not understood as JSON lines
  --accept-shrink  deactivates missing products even when suspiciously many are missing
  --dry-run        reports what the import would do, and writes nothing
  --help           prints this text

Exit codes: as npm run import.`

/** The command line as options, "help", or what is wrong with it. */
export function readCommandLine(args: readonly string[]): CommandLine | 'help' | { fault: string } {
  const parsed = orFault(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: { ...commonOptions, store: { type: 'string' } } }),
  )
  if ('fault' in parsed) return parsed
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const settings = readSettings(values, positionals)
  if ('fault' in settings) return settings
  const store = values.store?.trim().toUpperCase() ?? null
  return store === '' ? { fault: '--store needs a code' } : { ...settings, store }
}
