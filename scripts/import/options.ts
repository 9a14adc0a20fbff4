import { parseArgs } from 'node:util'
import type { ImportFormat } from '../../shared/catalog-import/import-options.ts'

export interface ImportSettings {
  file: string
  openingStock: number
  report: string | null
  acceptShrink: boolean
}

export interface CommandLine extends ImportSettings {
  format: ImportFormat
}

export const USAGE = `Usage: npm run import -- FILE [options]

Loads a catalog into the shop's database. Running it again changes only what changed.

  --format csv|json  default: by the file's extension, .csv, .json, .jsonl or .ndjson
  --stock N          opening stock of new products (default 100; kilograms for products sold by weight)
  --report FILE      writes every bad row as JSON lines
  --accept-shrink    deactivates missing products even when suspiciously many are missing
  --help             prints this text

Exit codes: 0 everything was loaded, 1 rows were bad or the file is broken, 2 wrong usage, 130 stopped by Ctrl-C.`

/** Options of every command that imports a file. */
export const commonOptions = {
  stock: { type: 'string', default: '100' },
  report: { type: 'string' },
  'accept-shrink': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** The command line as options, "help", or what is wrong with it. */
export function readCommandLine(args: readonly string[]): CommandLine | 'help' | { fault: string } {
  const parsed = orFault(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: { ...commonOptions, format: { type: 'string' } } }),
  )
  if ('fault' in parsed) return parsed
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const settings = readSettings(values, positionals)
  if ('fault' in settings) return settings
  const format = values.format ?? guessFormat(settings.file)
  if (format === undefined) return { fault: `${settings.file} has no known extension: add --format csv or json` }
  if (format !== 'csv' && format !== 'json') return { fault: `--format is csv or json, not ${format}` }
  return { ...settings, format }
}

/** The common options, or what is wrong with them. */
export function readSettings(
  values: { stock: string; report?: string | undefined; 'accept-shrink': boolean },
  positionals: readonly string[],
): ImportSettings | { fault: string } {
  const [file, ...more] = positionals
  if (file === undefined) return { fault: 'FILE is missing' }
  if (more.length > 0) return { fault: `one FILE at a time, not also ${more.join(' ')}` }
  if (!/^\d{1,6}$/.test(values.stock)) return { fault: `--stock is a whole number up to 999999, not ${values.stock}` }
  return {
    file,
    openingStock: Number(values.stock),
    report: values.report ?? null,
    acceptShrink: values['accept-shrink'],
  }
}

/** The result of `parse`, or the first sentence of its error. */
export function orFault<Parsed extends object>(parse: () => Parsed): Parsed | { fault: string } {
  try {
    return parse()
  } catch (error) {
    return { fault: error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : String(error) }
  }
}

function guessFormat(file: string): ImportFormat | undefined {
  if (/\.(json|jsonl|ndjson)$/i.test(file)) return 'json'
  return /\.csv$/i.test(file) ? 'csv' : undefined
}
