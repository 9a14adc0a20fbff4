import { parseArgs } from 'node:util'
import { DEFAULT_SOURCE, type ImportFormat } from '../../shared/catalog-import/import-options.ts'
import { Source } from '../../shared/catalog-import/source-name.ts'

export interface ImportSettings {
  file: string
  openingStock: number
  report: string | null
  acceptShrink: boolean
  dryRun: boolean
}

export interface CommandLine extends ImportSettings {
  /** Undefined: as the content says. */
  format: ImportFormat | undefined
  encoding: string | undefined
  source: string
}

export const USAGE = `Usage: npm run import -- FILE [options]

Loads a catalog into the shop's database. Running it again changes only what changed.

  --source NAME      names the file among several; only products of the same source are ever taken off sale
                     (default "default")
  --dry-run          reports what the import would do, and writes nothing
  --format csv|json  default: by the file's extension, or as its first character says
  --encoding NAME    such as big5, when the file is not in UTF-8 and its encoding can't be recognized
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
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** The command line as options, "help", or what is wrong with it. */
export function readCommandLine(args: readonly string[]): CommandLine | 'help' | { fault: string } {
  const parsed = orFault(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...commonOptions,
        format: { type: 'string' },
        encoding: { type: 'string' },
        source: { type: 'string', default: DEFAULT_SOURCE },
      },
    }),
  )
  if ('fault' in parsed) return parsed
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const settings = readSettings(values, positionals)
  if ('fault' in settings) return settings
  const format = values.format ?? guessFormat(settings.file)
  if (format !== undefined && format !== 'csv' && format !== 'json') {
    return { fault: `--format is csv or json, not ${format}` }
  }
  const { encoding } = values
  if (encoding !== undefined && !isEncoding(encoding)) {
    return {
      fault: `--encoding ${encoding} is unknown: give a name such as utf-8, big5, gbk, shift_jis or windows-1252`,
    }
  }
  const source = Source.safeParse(values.source)
  if (!source.success) return { fault: `--source ${source.error.issues[0]?.message}` }
  return { ...settings, format, encoding, source: source.data }
}

/** The common options, or what is wrong with them. */
export function readSettings(
  values: { stock: string; report?: string | undefined; 'accept-shrink': boolean; 'dry-run': boolean },
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
    dryRun: values['dry-run'],
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
  return /\.(csv|tsv|tab)$/i.test(file) ? 'csv' : undefined
}

function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name) !== null
  } catch {
    return false
  }
}
