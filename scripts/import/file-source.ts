import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

export interface FileSource {
  bytes: number
  /** How far the file was read. */
  readBytes(): number
  chunks(): AsyncIterable<Uint8Array>
}

/** A file to be read as a stream, or in one line why it can't be. */
export async function openFileSource(path: string): Promise<FileSource | { fault: string }> {
  const found = await stat(path).catch((error: unknown) => error)
  if (found instanceof Error) {
    const missing = 'code' in found && found.code === 'ENOENT'
    return { fault: missing ? `${path}: no such file` : `${path}: ${found.message}` }
  }
  const stats = await stat(path)
  if (stats.isDirectory()) return { fault: `${path}: is a directory` }
  if (stats.isFile() && stats.size === 0) return { fault: `${path}: is empty` }
  const stream = createReadStream(path)
  return { bytes: stats.size, readBytes: () => stream.bytesRead, chunks: () => stream }
}
