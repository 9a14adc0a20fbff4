import cluster, { type Worker } from 'node:cluster'
import type { Logger } from '../../shared/platform/observability/logger.ts'

/** The pause before a crashed process is restarted. It doubles with each crash. */
const FIRST_PAUSE_MILLISECONDS = 250
const MAX_PAUSE_MILLISECONDS = 30_000
/** After this uptime a crash counts as the first one again. */
const STABLE_MILLISECONDS = 60_000
/** The maximum time until a new process listens. */
const START_MILLISECONDS = 60_000
/** A little longer than the drain time of a process. */
const END_MILLISECONDS = 27_000

/**
 * Runs `count` processes that share the port. A crashed process is restarted. SIGHUP replaces the processes one by one, each
 * after its successor listens. SIGTERM and SIGINT are forwarded to all processes, and this process exits after the last one.
 */
export function supervise(count: number, log: Logger): void {
  const workers = new Set<Worker>()
  let started = false
  let stopping = false
  let crashes = 0

  function start(): Worker {
    const worker = cluster.fork()
    const startedAt = performance.now()
    workers.add(worker)
    worker.once('exit', (code, signal) => {
      workers.delete(worker)
      if (stopping || worker.exitedAfterDisconnect === true || isExpectedToExit.has(worker)) return
      if (!started) exit(code)
      else restart(code, signal, performance.now() - startedAt)
    })
    return worker
  }

  /** A process that cannot start the first time has logged the reason, and would fail again. */
  function exit(code: number | null): void {
    stopping = true
    for (const worker of workers) worker.process.kill('SIGKILL')
    process.exit(code || 1)
  }

  function restart(code: number | null, signal: string | null, uptimeMilliseconds: number): void {
    crashes = uptimeMilliseconds > STABLE_MILLISECONDS ? 1 : crashes + 1
    const pause = Math.min(MAX_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** (crashes - 1))
    log.error({ code, signal, pauseMilliseconds: pause }, 'a process crashed and is restarted')
    setTimeout(() => {
      if (!stopping) start()
    }, pause)
  }

  async function replaceAll(): Promise<void> {
    for (const old of [...workers]) {
      if (stopping || old.isDead()) continue
      const successor = start()
      // Until the successor listens, this function handles its exit.
      isExpectedToExit.add(successor)
      const isListening = await startsListening(successor)
      if (!isListening) {
        log.error('the new process does not listen; the remaining processes are not replaced')
        successor.process.kill('SIGKILL')
        return
      }
      isExpectedToExit.delete(successor)
      await end(old)
    }
    log.info({ processes: workers.size }, 'all processes are replaced')
  }

  function stopAll(signal: NodeJS.Signals): void {
    if (stopping) return
    stopping = true
    log.info({ signal, processes: workers.size }, 'the processes are stopping')
    void Promise.all([...workers].map((worker) => end(worker, signal))).then((inTime) => {
      process.exit(inTime.every(Boolean) ? 0 : 1)
    })
  }

  process.on('SIGTERM', stopAll)
  process.on('SIGINT', stopAll)
  process.on('SIGHUP', () => {
    // A SIGHUP during a replacement starts another one afterwards, because the code may have changed since.
    replacing = replacing.then(replaceAll)
  })
  let replacing = Promise.all(Array.from({ length: count }, () => startsListening(start()))).then(() => {
    started = true
  })
}

/** Processes whose exit is not a crash. */
const isExpectedToExit = new WeakSet<Worker>()

/** Stops a process, and returns whether it exited cleanly in time. */
function end(worker: Worker, signal: NodeJS.Signals = 'SIGTERM'): Promise<boolean> {
  isExpectedToExit.add(worker)
  return new Promise((resolve) => {
    if (worker.isDead()) return resolve(true)
    const late = setTimeout(() => worker.process.kill('SIGKILL'), END_MILLISECONDS)
    worker.once('exit', (code) => {
      clearTimeout(late)
      resolve(code === 0)
    })
    worker.process.kill(signal)
  })
}

function startsListening(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), START_MILLISECONDS)
    const settle = (isListening: boolean) => {
      clearTimeout(late)
      resolve(isListening)
    }
    worker.once('listening', () => settle(true))
    worker.once('exit', () => settle(false))
  })
}
