import { createReadStream, type ReadStream, Stats } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'

const PART_BYTES = 64 * 1024

export interface FileSource {
  bytes: number
  /** Bytes read so far. */
  readBytes(): number
  /** From the start of the file, each time. */
  chunks(): AsyncIterable<Uint8Array>
}

/** Opens a file as a stream. The fault is one line. */
export async function openFileSource(path: string): Promise<FileSource | { fault: string }> {
  const stats = await stat(path).catch((error: unknown) => error)
  if (!(stats instanceof Stats)) return { fault: `${path}: ${isMissing(stats) ? 'no such file' : String(stats)}` }
  if (stats.isDirectory()) return { fault: `${path}: is a directory` }
  if (stats.isFile() && stats.size === 0) return { fault: `${path}: is empty` }
  if (!stats.isFile()) return pipeSource(path)
  let stream: ReadStream | null = null
  return {
    bytes: stats.size,
    readBytes: () => stream?.bytesRead ?? 0,
    chunks() {
      stream = createReadStream(path)
      return stream
    },
  }
}

/** A pipe can be read once only, and an import reads its file several times. */
async function pipeSource(path: string): Promise<FileSource> {
  const bytes = await readFile(path)
  return {
    bytes: Math.max(1, bytes.length),
    readBytes: () => bytes.length,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES)
    },
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
