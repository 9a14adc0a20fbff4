import { openFileSource } from './import/file-source.ts'
import { BAD_DATA, exitCodeOf, loadCatalog, OK, WRONG_USAGE } from './import/load-catalog.ts'
import { readCommandLine, USAGE } from './import/options.ts'
import { openReportFile } from './import/report-file.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const commandLine = readCommandLine(args)
  if (commandLine === 'help') {
    process.stdout.write(`${USAGE}\n`)
    return OK
  }
  if ('fault' in commandLine) return fail(`${commandLine.fault} (--help lists the options)`, WRONG_USAGE)
  const { file, format, encoding, source: name, report: reportPath, ...options } = commandLine
  const source = await openFileSource(file)
  if ('fault' in source) return fail(source.fault, BAD_DATA)
  const log = await openReportFile(reportPath)
  if ('fault' in log) return fail(log.fault, WRONG_USAGE)
  const catalog = {
    chunks: source.chunks,
    readShare: () => source.readBytes() / source.bytes,
    format,
    encoding,
    source: name,
  }
  try {
    return exitCodeOf(await loadCatalog(catalog, { ...options, command: 'npm run import', log }))
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), BAD_DATA)
  } finally {
    await log.close()
  }
}

function fail(reason: string, code: number): number {
  process.stderr.write(`import: ${reason}\n`)
  return code
}
