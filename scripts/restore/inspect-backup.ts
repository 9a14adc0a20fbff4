import { type FileHandle, open, stat } from 'node:fs/promises'

/** What `restoreBackup` needs to know: the program that reads the backup. */
export type BackupKind = 'archive' | 'plain'

/** The first bytes of pg_dump's custom format, and of its tar format (the name of the first member). */
const CUSTOM = 'PGDMP'
const TAR = 'toc.dat'
/** The first bytes of a compressed file, and the command that unpacks it. */
const compressed: readonly [beginning: string, command: string][] = [
  ['\x1f\x8b', 'gunzip'],
  ['\x28\xb5\x2f\xfd', 'unzstd'],
  ['\x04\x22\x4d\x18', 'unlz4'],
  ['BZh', 'bunzip2'],
  ['\xfd7zXZ', 'unxz'],
  ['PK\x03\x04', 'unzip'],
]

/** pg_dump writes these comments into every plain backup. A restriction key may follow the last one. */
const HEADER = '-- PostgreSQL database dump'
const CLUSTER_HEADER = '-- PostgreSQL database cluster dump'
const TRAILER = '-- PostgreSQL database dump complete'
const BEGINNING_BYTES = 4_096
const END_BYTES = 4_096
/** A tar file ends with two empty blocks. */
const TAR_END_BYTES = 1_024

/** Finds out how a backup is read. @throws when it is none, or not complete: psql would restore its beginning without an error */
export async function inspectBackup(from: string): Promise<BackupKind> {
  const status = await stat(from).catch(() => undefined)
  if (status === undefined) throw new Error(`There is no backup at ${from}`)
  if (status.isDirectory()) {
    const hasContents = await stat(`${from}/toc.dat`).catch(() => undefined)
    if (hasContents === undefined) throw new Error(`${from} is no backup of pg_dump: it has no toc.dat`)
    return 'archive'
  }
  if (status.size === 0) throw new Error(`The backup ${from} is empty (0 bytes). Use another one.`)
  const file = await open(from)
  try {
    return await inspectFile(file, from, status.size)
  } finally {
    await file.close()
  }
}

async function inspectFile(file: FileHandle, from: string, size: number): Promise<BackupKind> {
  const beginning = await readAt(file, 0, BEGINNING_BYTES)
  if (beginning.startsWith(CUSTOM)) return 'archive'
  if (beginning.startsWith(TAR)) {
    const end = await readAt(file, Math.max(0, size - TAR_END_BYTES), TAR_END_BYTES)
    if (end !== '\0'.repeat(TAR_END_BYTES)) throw incomplete(from, 'the two empty blocks at its end are missing')
    return 'archive'
  }
  const [, command] = compressed.find(([bytes]) => beginning.startsWith(bytes)) ?? []
  if (command !== undefined) throw new Error(`The backup ${from} is compressed. Unpack it first: ${command} ${from}`)
  if (beginning.includes(CLUSTER_HEADER)) {
    throw new Error(`${from} is a backup of a whole server (pg_dumpall). Back up the shop's database with pg_dump.`)
  }
  if (!beginning.includes(HEADER)) throw new Error(`${from} is no backup of pg_dump.`)
  const end = await readAt(file, Math.max(0, size - END_BYTES), END_BYTES)
  if (!end.split(/\r?\n/).includes(TRAILER)) throw incomplete(from, `its last line, "${TRAILER}", is missing`)
  return 'plain'
}

function incomplete(from: string, missing: string): Error {
  return new Error(`The backup ${from} is not complete: ${missing}. Nothing was restored. Use another one.`)
}

async function readAt(file: FileHandle, position: number, bytes: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position)
  return buffer.toString('latin1', 0, bytesRead)
}
