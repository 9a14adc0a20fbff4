import { type FileHandle, open } from 'node:fs/promises'
import { finished } from 'node:stream/promises'

export interface ReportFile {
  write(entry: object): void
  close(): Promise<void>
}

/** Opens the file for bad rows, as JSON lines. Without a path nothing is written. The fault is one line. */
export async function openReportFile(path: string | null): Promise<ReportFile | { fault: string }> {
  if (path === null) return { write() {}, close: () => Promise.resolve() }
  const file = await open(path, 'w').catch((error: unknown) => String(error))
  if (typeof file === 'string') return { fault: `--report ${path} cannot be written: ${file}` }
  return reportInto(file)
}

function reportInto(file: FileHandle): ReportFile {
  const stream = file.createWriteStream()
  return {
    write: (entry) => void stream.write(`${JSON.stringify(entry)}\n`),
    async close() {
      stream.end()
      await finished(stream)
    },
  }
}
