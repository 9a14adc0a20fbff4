import cluster, { type Worker } from 'node:cluster'
import type { Logger } from '../../shared/platform/observability/logger.ts'

/** The wait before a crashed process is started again: it doubles from one crash to the next. */
const FIRST_PAUSE_MILLISECONDS = 250
const LONGEST_PAUSE_MILLISECONDS = 30_000
/** Whoever lived so long did not crash for the reason of its start. */
const SETTLED_MILLISECONDS = 60_000
/** A process that does not listen by then never will. */
const START_MILLISECONDS = 60_000
/** A little longer than a process takes to drain. */
const END_MILLISECONDS = 27_000

/**
 * Keeps `count` processes that share the port. A crashed one is started again; SIGHUP replaces them one by one, each
 * only when its successor listens; SIGTERM and SIGINT go on to all of them, and the last one to end ends this process.
 */
export function supervise(count: number, log: Logger): void {
  const workers = new Set<Worker>()
  let started = false
  let stopping = false
  let crashes = 0

  function start(): Worker {
    const worker = cluster.fork()
    const born = performance.now()
    workers.add(worker)
    worker.once('exit', (code, signal) => {
      workers.delete(worker)
      if (stopping || worker.exitedAfterDisconnect === true || isExpectedToExit.has(worker)) return
      if (!started) abandon(code)
      else restart(code, signal, performance.now() - born)
    })
    return worker
  }

  /** What cannot start the first time has a reason that it has told: it would have it again. */
  function abandon(code: number | null): void {
    stopping = true
    for (const worker of workers) worker.process.kill('SIGKILL')
    process.exit(code || 1)
  }

  function restart(code: number | null, signal: string | null, livedMilliseconds: number): void {
    crashes = livedMilliseconds > SETTLED_MILLISECONDS ? 1 : crashes + 1
    const pause = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** (crashes - 1))
    log.error({ code, signal, pauseMilliseconds: pause }, 'a process ended; another is started')
    setTimeout(() => {
      if (!stopping) start()
    }, pause)
  }

  async function replaceAll(): Promise<void> {
    for (const old of [...workers]) {
      if (stopping || old.isDead()) continue
      const successor = start()
      // Until it listens its end is this function's to judge, not a crash.
      isExpectedToExit.add(successor)
      const listens = await becomesListening(successor)
      if (!listens) {
        log.error('the successor does not listen: the processes stay as they are')
        successor.process.kill('SIGKILL')
        return
      }
      isExpectedToExit.delete(successor)
      await end(old)
    }
    log.info({ processes: workers.size }, 'every process is a new one')
  }

  function stopAll(signal: NodeJS.Signals): void {
    if (stopping) return
    stopping = true
    log.info({ signal, processes: workers.size }, 'the processes end')
    void Promise.all([...workers].map((worker) => end(worker, signal))).then((inTime) => {
      process.exit(inTime.every(Boolean) ? 0 : 1)
    })
  }

  process.on('SIGTERM', stopAll)
  process.on('SIGINT', stopAll)
  process.on('SIGHUP', () => {
    // One asked for while they are being replaced begins anew: it may have come for what has changed since.
    replacing = replacing.then(replaceAll)
  })
  let replacing = Promise.all(Array.from({ length: count }, () => becomesListening(start()))).then(() => {
    started = true
  })
}

/** Those whose end is expected. */
const isExpectedToExit = new WeakSet<Worker>()

/** Asks a process to drain; whether it did in time. */
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

function becomesListening(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), START_MILLISECONDS)
    const settle = (listens: boolean) => {
      clearTimeout(late)
      resolve(listens)
    }
    worker.once('listening', () => settle(true))
    worker.once('exit', () => settle(false))
  })
}
