import { parseArgs } from 'node:util'
import type { ImportFormat } from '../../shared/catalog-import/import-options.ts'

export interface CommandLine {
  file: string
  format: ImportFormat
  store: string | null
  openingStock: number
  report: string | null
  acceptShrink: boolean
}

export const USAGE = `Usage: npm run import -- FILE [options]

Loads a catalog into the shop's database. Running it again changes only what changed.

  --format online-price-watch|csv   default: by the file's extension, .json or .csv
  --store CODE     only what this store sells, at its prices and with its offers;
                   without it every product at the lowest price of all stores, and no offers
  --stock N        opening stock of products that are new (default 100; kilograms for goods sold by weight)
  --report FILE    every bad row and every offer that was not understood, as JSON lines
  --accept-shrink  take products off sale even when suspiciously many are missing from the file
  --help           this text

Exit codes: 0 all went in, 1 rows were bad or the file broken, 2 wrong usage, 130 stopped by Ctrl-C.`

/** The command line as options, "help", or what is wrong with it. */
export function readCommandLine(args: readonly string[]): CommandLine | 'help' | { fault: string } {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return { fault: error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : String(error) }
  }
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const [file, ...more] = positionals
  if (file === undefined) return { fault: 'which FILE?' }
  if (more.length > 0) return { fault: `one FILE at a time, not also ${more.join(' ')}` }
  const format = values.format ?? guessFormat(file)
  if (format === undefined)
    return { fault: `${file} is neither .json nor .csv: say --format online-price-watch or csv` }
  if (format !== 'csv' && format !== 'online-price-watch') {
    return { fault: `--format is online-price-watch or csv, not ${format}` }
  }
  if (values.store !== undefined && format === 'csv') return { fault: '--store goes with online-price-watch only' }
  if (values.store?.trim() === '') return { fault: '--store needs a code' }
  if (!/^\d{1,6}$/.test(values.stock)) return { fault: `--stock is a whole number up to 999999, not ${values.stock}` }
  return {
    file,
    format,
    store: values.store ?? null,
    openingStock: Number(values.stock),
    report: values.report ?? null,
    acceptShrink: values['accept-shrink'],
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      store: { type: 'string' },
      stock: { type: 'string', default: '100' },
      report: { type: 'string' },
      'accept-shrink': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}

function guessFormat(file: string): ImportFormat | undefined {
  if (/\.json$/i.test(file)) return 'online-price-watch'
  return /\.csv$/i.test(file) ? 'csv' : undefined
}
