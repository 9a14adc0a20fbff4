import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'

const START_MILLISECONDS = 10_000

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

export interface RedisServer {
  url: string
  /** Stops it; its data is lost. */
  stop(): Promise<void>
  /** Starts it again on the same port, empty. */
  start(): Promise<void>
  /** Accepts connections but does not answer until `wake`. */
  hang(): void
  wake(): void
  flush(): Promise<void>
  end(): Promise<void>
}

/**
 * A separate Redis that a test can flush, stop and start.
 * @param settings further arguments, such as `--maxmemory 2mb`
 */
export async function startRedisServer(settings: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'larder-redis-'))
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
    options.push(...settings)
    child = spawn('redis-server', options, { stdio: 'ignore' })
    const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
    client.on('error', () => {})
    // A server that demands a password has started as well.
    const late = setTimeout(() => client.disconnect(), START_MILLISECONDS)
    await client.ping().catch((error: Error) => {
      if (!/NOAUTH/.test(error.message)) throw error
    })
    clearTimeout(late)
    client.disconnect()
  }

  async function stop(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  await start()
  const abandon = () => child?.kill('SIGKILL')
  process.once('exit', abandon)
  return {
    url,
    start,
    stop,
    hang: () => void child?.kill('SIGSTOP'),
    wake: () => void child?.kill('SIGCONT'),
    async flush() {
      const client = new Redis(url)
      await client.flushall()
      client.disconnect()
    },
    async end() {
      await stop()
      process.removeListener('exit', abandon)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
