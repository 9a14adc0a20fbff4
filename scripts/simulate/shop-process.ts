import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

/** A shop process that runs for the simulation. */
export interface ShopProcess {
  origin: string
  /** Path of its log. */
  log: string
  /** Resolves with the exit reason when the shop exits unexpectedly. */
  exited: Promise<string>
  /** Kills it as a power cut would, and starts it again on the same port. */
  killAndRestart(): Promise<void>
  /** Lets it finish its requests and close its database. Rejects when it has to be killed. */
  stop(): Promise<void>
}

interface Running {
  child: ChildProcess
  port: number
  ended: Promise<string>
}

const SERVER = fileURLToPath(new URL('../../functions/_server.ts', import.meta.url))
const START_MILLISECONDS = 60_000
const STOP_MILLISECONDS = 30_000
const LOOK_MILLISECONDS = 50

const Listening = z.object({ msg: z.literal('listening'), port: z.int() })

/** Starts the server on a free port, with its log in `folder`. */
export async function startShopProcess(variables: NodeJS.ProcessEnv, folder: string): Promise<ShopProcess> {
  const log = join(folder, 'shop.log')
  let running = await start(variables, log, 0)
  let expected = false
  const death = Promise.withResolvers<string>()
  const watch = ({ ended }: Running) => void ended.then((how) => expected || death.resolve(how))
  watch(running)
  const kill = () => running.child.kill('SIGKILL')
  process.once('exit', kill)
  return {
    origin: `http://127.0.0.1:${running.port}`,
    log,
    exited: death.promise,
    async killAndRestart() {
      expected = true
      kill()
      await running.ended
      running = await start(variables, log, running.port)
      expected = false
      watch(running)
    },
    async stop() {
      expected = true
      process.removeListener('exit', kill)
      running.child.kill('SIGTERM')
      const end = await Promise.race([running.ended, sleep(STOP_MILLISECONDS, null, { ref: false })])
      if (end !== null) return
      kill()
      await running.ended
      throw new Error(`the shop did not stop within ${STOP_MILLISECONDS / 1000} s of SIGTERM`)
    },
  }
}

async function start(variables: NodeJS.ProcessEnv, log: string, port: number): Promise<Running> {
  const file = await open(log, 'a')
  const { size } = await stat(log)
  const child = spawn(process.execPath, [SERVER], {
    env: { ...variables, PORT: String(port), RATE_LIMITS: 'False', LOG_LEVEL: 'info' },
    // Directly to the file: a busy simulator might empty a pipe too late and block the shop.
    stdio: ['ignore', file.fd, file.fd],
    // A separate process group: Ctrl-C must not stop the shop before the shoppers have finished.
    detached: true,
  })
  const ended = exitReason(child)
  await file.close()
  try {
    return { child, ended, port: await readListeningPort(log, size, ended) }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

async function exitReason(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, 'exit')
    return signal === null ? `exit code ${code}` : `${signal}`
  } catch (error) {
    return String(error)
  }
}

/** Waits for the port in the shop's log, after `offset`. */
async function readListeningPort(log: string, offset: number, ended: Promise<string>): Promise<number> {
  let end: string | null = null
  void ended.then((reason) => {
    end = reason
  })
  const giveUp = performance.now() + START_MILLISECONDS
  while (performance.now() < giveUp && end === null) {
    await sleep(LOOK_MILLISECONDS)
    for (const line of (await readFile(log)).subarray(offset).toString().split('\n')) {
      const found = Listening.safeParse(parseJson(line))
      if (found.success) return found.data.port
    }
  }
  throw new Error(end === null ? 'the shop did not start in time' : `the shop did not start: ${end}`)
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
