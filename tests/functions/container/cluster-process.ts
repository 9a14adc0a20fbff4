import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import * as z from 'zod'

const Line = z.looseObject({ msg: z.string(), port: z.int().optional(), process: z.int().optional() })
type Line = z.output<typeof Line>

export interface ClusterProcess {
  origin: string
  /** Its log lines so far with this message. */
  linesWith(message: string): Line[]
  signal(name: NodeJS.Signals): void
  ended: Promise<number | null>
}

/** Starts a cluster and waits until `count` processes listen. The cluster is killed at the end of the test. */
export async function startCluster(entry: string, env: Record<string, string>, count: number): Promise<ClusterProcess> {
  const child = spawn(process.execPath, [entry], {
    env: { PORT: '0', WEB_CONCURRENCY: String(count), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: Line[] = []
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const linesWith = (message: string) => lines.filter(({ msg }) => msg === message)
  const port = await new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on('line', (text) => {
      lines.push(Line.parse(JSON.parse(text)))
      const listening = linesWith('listening')
      if (listening.length >= count) resolve(listening[0]?.port ?? 0)
    })
    void ended.then((code) => reject(new Error(`ended with ${code}: ${errors}`)))
  })
  return { origin: `http://127.0.0.1:${port}`, linesWith, signal: (name) => child.kill(name), ended }
}
