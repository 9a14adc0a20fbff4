import { readFile } from 'node:fs/promises'
import { openFileSource } from './import/file-source.ts'
import { BAD_DATA, type Catalog, exitCodeOf, loadCatalog, OK, WRONG_USAGE } from './import/load-catalog.ts'
import { openReportFile } from './import/report-file.ts'
import { type ConvertedFeed, convertFeed } from './price-watch/convert-feed.ts'
import { describeOffers } from './price-watch/describe-offers.ts'
import { readCommandLine, USAGE } from './price-watch/options.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const commandLine = readCommandLine(args)
  if (commandLine === 'help') {
    process.stdout.write(`${USAGE}\n`)
    return OK
  }
  if ('fault' in commandLine) return fail(`${commandLine.fault} (--help lists the options)`, WRONG_USAGE)
  const { file, store, report: reportPath, ...options } = commandLine
  const source = await openFileSource(file)
  if ('fault' in source) return fail(source.fault, BAD_DATA)
  const feed = await convertFeed(await readFile(file, 'utf8'), store)
  if ('fault' in feed) return fail(`${file} ${feed.fault}`, BAD_DATA)
  if (store !== null && !feed.stores.includes(store)) {
    return fail(`no store ${store} in this file; it has ${feed.stores.join(', ')}`, WRONG_USAGE)
  }
  const log = await openReportFile(reportPath)
  if ('fault' in log) return fail(log.fault, WRONG_USAGE)
  try {
    const report = await loadCatalog(catalogOf(feed, store), { ...options, command: 'npm run price-watch', log })
    process.stdout.write(`${describeOffers(feed).join('\n')}\n`)
    for (const offer of feed.offers?.refused ?? []) log.write({ type: 'offer', ...offer })
    return exitCodeOf(report)
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), BAD_DATA)
  } finally {
    await log.close()
  }
}

function catalogOf({ lines, originalFault }: ConvertedFeed, store: string | null): Catalog {
  return {
    chunks: () => encodeLines(lines),
    readShare: (rows) => rows / lines.length,
    format: 'json',
    encoding: undefined,
    source: store === null ? 'online-price-watch' : `online-price-watch:${store}`,
    originalFault,
  }
}

async function* encodeLines(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const line of lines) yield encoder.encode(`${line}\n`)
}

function fail(reason: string, code: number): number {
  process.stderr.write(`price-watch: ${reason}\n`)
  return code
}
