import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import * as z from 'zod'

export const SERVER = join(process.cwd(), 'functions/_server.ts')
export const PATH = `${process.cwd()}/node_modules/.bin:/usr/bin:/bin`

const LogLine = z.looseObject({ level: z.string(), time: z.iso.datetime(), msg: z.string() })
const Listening = LogLine.extend({ port: z.int() })

/** A folder that is removed after the tests of this file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-start-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export interface ServerProcess {
  origin: string
  log(): z.infer<typeof LogLine>[]
  stderr(): string
  signal(name: NodeJS.Signals): boolean
  /** The exit code; null when a signal ended the process. */
  ended: Promise<number | null>
  stop(name?: NodeJS.Signals): Promise<number | null>
}

/**
 * The container's entry as a separate process on a free port. It is killed at the end of the test, if it still runs then.
 * @throws when the process ends before it listens, with its exit code and what it printed
 */
export async function startServer(env: Record<string, string>, cwd: string): Promise<ServerProcess> {
  const child = spawn('node', [SERVER], { cwd, env: { PATH, PORT: '0', ...env } })
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      const line = stdout.split('\n').find((text) => text.includes('"listening"'))
      if (line !== undefined) resolve(Listening.parse(JSON.parse(line)).port)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
  return {
    origin: `http://localhost:${port}`,
    log: () =>
      stdout
        .trim()
        .split('\n')
        .map((line) => LogLine.parse(JSON.parse(line))),
    stderr: () => stderr,
    signal: (name) => child.kill(name),
    ended,
    async stop(name = 'SIGINT') {
      child.kill(name)
      return await ended
    },
  }
}
