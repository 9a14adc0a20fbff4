import { importCatalog } from '../shared/catalog-import/import-catalog.ts'
import { type ImportReport, isClean } from '../shared/catalog-import/import-report.ts'
import { openMigratedDatabase } from './database.ts'
import { describeFault, describeReport } from './import/describe-report.ts'
import { type FileSource, openFileSource } from './import/file-source.ts'
import { type CommandLine, readCommandLine, USAGE } from './import/options.ts'
import { startProgress } from './import/progress.ts'
import { openReportFile, type ReportFile } from './import/report-file.ts'

const BATCH_SIZE = 500
const OK = 0
const BAD_DATA = 1
const WRONG_USAGE = 2
/** What a shell expects of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const commandLine = readCommandLine(args)
  if (commandLine === 'help') {
    process.stdout.write(`${USAGE}\n`)
    return OK
  }
  if ('fault' in commandLine) return complain(`${commandLine.fault} (--help lists the options)`, WRONG_USAGE)
  const source = await openFileSource(commandLine.file)
  if ('fault' in source) return complain(source.fault, BAD_DATA)
  const log = await openReportFile(commandLine.report)
  if ('fault' in log) return complain(log.fault, WRONG_USAGE)
  try {
    const report = await load(commandLine, source, log)
    if (report.unknownStore) return WRONG_USAGE
    if (report.interrupted) return INTERRUPTED
    return isClean(report) ? OK : BAD_DATA
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error), BAD_DATA)
  }
}

async function load(commandLine: CommandLine, source: FileSource, log: ReportFile): Promise<ImportReport> {
  const interruption = new AbortController()
  // The first Ctrl-C lets the batch at hand finish; the second ends the process at once.
  process.once('SIGINT', () => interruption.abort())
  const database = await openMigratedDatabase()
  const progress = startProgress(process.stderr)
  const started = performance.now()
  try {
    const report = await importCatalog(source.chunks(), {
      ...commandLine,
      database,
      actor: { customerId: 'npm run import', role: 'system', requestId: crypto.randomUUID() },
      batchSize: BATCH_SIZE,
      signal: interruption.signal,
      onFault(fault) {
        progress.line(describeFault(fault))
        log.write({ type: 'row', ...fault })
      },
      onProgress: (rows) => progress.update(source.readBytes() / source.bytes, rows),
    })
    progress.done()
    for (const offer of report.offers?.refused ?? []) log.write({ type: 'offer', ...offer })
    const seconds = (performance.now() - started) / 1000
    process.stdout.write(`${describeReport(report, seconds).join('\n')}\n`)
    return report
  } finally {
    await log.close()
    await database.close()
  }
}

function complain(reason: string, code: number): number {
  process.stderr.write(`import: ${reason}\n`)
  return code
}
