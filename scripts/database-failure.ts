import * as z from 'zod'
import { embeddedFolder } from '../shared/platform/db/open.ts'

const Failure = z.object({ code: z.string().optional(), message: z.string() })

/** What to check, by SQLSTATE or the code of Node. */
const advice: Readonly<Record<string, string>> = {
  '3D000': 'Create it (createdb), or correct the name at the end of DATABASE_URL',
  '28000': 'Correct the user in DATABASE_URL, or allow it in pg_hba.conf',
  '28P01': 'Correct the user and the password in DATABASE_URL',
  '42501': 'Grant the role of DATABASE_URL what the message names',
  '53300': 'Lower DATABASE_CONNECTIONS, or raise max_connections of the server',
  ECONNREFUSED: 'Is Postgres running there? Check host and port in DATABASE_URL',
  ECONNRESET: 'Is Postgres running there? Check host and port in DATABASE_URL',
  ENOTFOUND: 'Check the host in DATABASE_URL',
  EAI_AGAIN: 'Check the host in DATABASE_URL and the name server of this machine',
  ETIMEDOUT: 'Check host, port and firewall',
  ENOSPC: 'Free space on the disk',
  EACCES: 'Make the folder writable, or choose another: DATABASE_URL=pglite:FOLDER',
  EPERM: 'Make the folder writable, or choose another: DATABASE_URL=pglite:FOLDER',
  EROFS: 'Choose a folder that is writable: DATABASE_URL=pglite:FOLDER',
}

/** One line: which database, why it cannot be used, and what to check. Never the password. */
export function describeDatabaseFailure(url: string | undefined, error: unknown): string {
  const { code = '', message } = messageOf(error)
  const hint = advice[code]
  if (message.startsWith('Aborted(')) {
    return `The database (${placeOf(url)}) is damaged, or its files are open in another process. Stop that process; to start over, delete the folder.`
  }
  const line = `The database (${placeOf(url)}) cannot be used: ${message}.${hint === undefined ? '' : ` ${hint}.`}`
  return line.replaceAll(/\s+/g, ' ')
}

function messageOf(error: unknown): z.output<typeof Failure> {
  const failure = Failure.safeParse(error).data ?? { message: String(error) }
  // Node's error for several addresses has no message of its own.
  if (failure.message === '' && error instanceof AggregateError) return messageOf(error.errors[0])
  return { ...failure, message: failure.message.replace(/\.\s*$/, '') }
}

function placeOf(url: string | undefined): string {
  const folder = embeddedFolder(url)
  if (folder !== null) return `embedded in ${folder}`
  if (url === undefined || !URL.canParse(url)) return 'DATABASE_URL'
  const { host, pathname, searchParams } = new URL(url)
  return `${searchParams.get('host') ?? host}${pathname}`
}
