import cluster from 'node:cluster'
import { jobTools } from '../../shared/jobs/job-tools.ts'
import { startJobs } from '../../shared/jobs/start-jobs.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { isEmbedded } from '../../shared/platform/configuration/database-url.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { keyValueStore } from '../../shared/platform/kv/open.ts'
import { submitMetrics } from '../../shared/platform/observability/instruments/cluster.ts'
import type { Logger } from '../../shared/platform/observability/logger.ts'
import { router } from '../_router.ts'
import { openHttpServer } from './http-server.ts'
import { measureLoad, shedLoad } from './load.ts'
import { welcome } from './welcome.ts'

/** The time for open requests to end. Render and Kubernetes kill a process 30 s after SIGTERM. */
const DRAIN_MILLISECONDS = 25_000

interface Shop {
  settings: Configuration
  env: Record<string, unknown>
  database: Database
  log: Logger
  sentry: { stop(): Promise<void> }
}

/** Handles requests and runs jobs until SIGTERM or SIGINT. Then it completes the work in progress and exits. */
export function serveShop({ settings, env, database, log, sentry }: Shop): void {
  const jobs = startJobs(jobTools(settings, log))
  const { fetch: handle } = router(env)
  const load = measureLoad()
  const { server, drain } = openHttpServer(
    shedLoad((request, context) => handle(request, env, context), load, env),
    load,
    env,
  )
  const store = keyValueStore(settings)
  // Logs the reason at once if Redis cannot be used.
  store.checkWrite().catch(() => {})
  server.on('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(`${describeListenError(error, settings)}\n`)
    process.exit(1)
  })
  server.listen(settings.port, settings.host, () => {
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : settings.port
    const kind = isEmbedded(settings.databaseUrl) ? 'embedded' : 'postgres'
    log.info({ port, process: process.pid, database: kind, redis: store.transport }, 'listening')
    if (settings.debug && (cluster.worker?.id ?? 1) === 1) void welcome(originOf(settings, port), settings, database)
  })

  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal, process: process.pid }, 'draining')
    const late = setTimeout(() => {
      log.error('requests did not end in time')
      process.exit(1)
    }, DRAIN_MILLISECONDS)
    // After jobs.stop() another process may run the jobs. Ctrl-C closes idle connections at once.
    await Promise.all([drain({ atOnce: signal === 'SIGINT' }), jobs.stop()])
    await store.close()
    await database.close()
    await Promise.all([submitMetrics(), sentry.stop()])
    clearTimeout(late)
    log.info({ process: process.pid }, 'stopped')
    // A worker does not exit while its channel to the primary process is open.
    if (cluster.isWorker) process.disconnect()
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))
  // In a cluster the primary process handles SIGHUP. A single process stops, because it has lost its terminal.
  process.on('SIGHUP', (signal) => void (cluster.isWorker || stop(signal)))
}

function describeListenError(error: NodeJS.ErrnoException, { port, host }: Configuration): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use. Choose another port: PORT=8001 npm start`
  if (error.code === 'EACCES')
    return `Port ${port} is reserved for the system. Choose another port: PORT=8001 npm start`
  if (error.code === 'EADDRNOTAVAIL') return `HOST=${host} is not an address of this machine.`
  return `The shop cannot listen on port ${port}: ${error.message}`
}

/** A shop that listens on one other address is not found at localhost. */
function originOf({ host }: Configuration, port: number): string {
  const isLocal = host === undefined || /^(127\.|0\.0\.0\.0$|::1?$)/.test(host)
  const name = host?.includes(':') ? `[${host}]` : host
  return `http://${isLocal ? 'localhost' : name}:${port}`
}
