import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pgBouncerPaths } from './servers.ts'

const START_MILLISECONDS = 10_000

/** A PgBouncer of this machine. */
export interface PgBouncerProgram {
  path: string
  version: string
  /** From 1.21 on it can keep the named statements of its clients apart. */
  tracksStatements: boolean
}

export const pgBouncers: PgBouncerProgram[] = pgBouncerPaths
  .filter((path) => existsSync(path))
  .map((path) => {
    const version = /PgBouncer ([\d.]+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' }))?.[1] ?? '0.0'
    const [major = 0, minor = 0] = version.split('.').map(Number)
    return { path, version, tracksStatements: major > 1 || minor >= 21 }
  })

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

export interface PgBouncer {
  /** `postgres://…` of the same database through the pooler. */
  url: string
  /** Runs a command of its console, such as RECONNECT. */
  command(text: string): Promise<void>
  end(): Promise<void>
}

/** A PgBouncer in front of the database at `url`. `settings` are lines of its configuration. */
export async function startPgBouncer(
  { path }: PgBouncerProgram,
  url: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<PgBouncer> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const folder = await mkdtemp(join(tmpdir(), 'larder-pgbouncer-'))
  const ownPort = await freePort()
  const login = [`user=${username}`, ...(password === '' ? [] : [`password=${password}`])].join(' ')
  const lines = {
    ...{ listen_addr: '127.0.0.1', listen_port: ownPort, unix_socket_dir: '', auth_type: 'any' },
    ...{ admin_users: 'console', max_client_conn: 500, default_pool_size: 5, ...settings },
  }
  const ini = ['[databases]', `* = host=${hostname} port=${port || 5432} ${login}`, '[pgbouncer]']
  ini.push(...Object.entries(lines).map(([name, value]) => `${name} = ${value}`))
  await writeFile(join(folder, 'pgbouncer.ini'), `${ini.join('\n')}\n`)
  await chmod(folder, 0o755)
  // PgBouncer does not run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const child = spawn(path, [...user, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' })
  const abandon = () => child.kill('SIGKILL')
  process.once('exit', abandon)
  const own = `postgres://console@127.0.0.1:${ownPort}`
  await waitFor(() => query(`${own}/pgbouncer`, 'show version'), child)
  return {
    url: `${own}${pathname}`,
    command: (text) => query(`${own}/pgbouncer`, text),
    async end() {
      process.removeListener('exit', abandon)
      child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function waitFor(isUp: () => Promise<void>, child: ChildProcess): Promise<void> {
  const end = Date.now() + START_MILLISECONDS
  for (;;) {
    const fault = await isUp().then(
      () => null,
      (error: unknown) => error,
    )
    if (fault === null) return
    if (Date.now() > end || child.exitCode !== null) throw new Error('PgBouncer does not start', { cause: fault })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
