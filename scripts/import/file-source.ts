import { createReadStream, Stats } from 'node:fs'
import { stat } from 'node:fs/promises'

export interface FileSource {
  bytes: number
  /** Bytes read so far. */
  readBytes(): number
  chunks(): AsyncIterable<Uint8Array>
}

/** Opens a file as a stream. The fault is one line. */
export async function openFileSource(path: string): Promise<FileSource | { fault: string }> {
  const stats = await stat(path).catch((error: unknown) => error)
  if (!(stats instanceof Stats)) return { fault: `${path}: ${isMissing(stats) ? 'no such file' : String(stats)}` }
  if (stats.isDirectory()) return { fault: `${path}: is a directory` }
  if (stats.isFile() && stats.size === 0) return { fault: `${path}: is empty` }
  const stream = createReadStream(path)
  return { bytes: stats.size, readBytes: () => stream.bytesRead, chunks: () => stream }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
