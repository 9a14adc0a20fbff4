import cluster from 'node:cluster'
import pino from 'pino'
import { openDatabase } from '../scripts/database.ts'
import { environment, serverConfiguration } from '../scripts/environment.ts'
import { aggregateMetrics } from '../shared/platform/observability/instruments/cluster.ts'
import { logger, loggerOptions, loggers } from '../shared/platform/observability/logger.ts'
import { prepareShop } from './_container/prepare-shop.ts'
import { readableLine } from './_container/readable-line.ts'
import { startSentry } from './_container/sentry.ts'
import { serveShop } from './_container/serve-shop.ts'
import { supervise } from './_container/supervise.ts'

/** The entry of the container: one process that handles requests, or a supervisor of `WEB_CONCURRENCY` processes. */
const env = environment()
const settings = serverConfiguration(env)
if (settings.debug && process.stdout.isTTY) logReadably()
const log = logger(settings)
const sentry = await startSentry(settings)

if (cluster.isWorker) {
  serveShop({ settings, env, database: await openDatabase(settings), log, sentry })
} else {
  const database = await prepareShop(settings, log)
  if (settings.webConcurrency === 1) {
    serveShop({ settings, env, database, log, sentry })
  } else {
    await database.close()
    aggregateMetrics()
    supervise(settings.webConcurrency, log)
  }
}

/** One readable line for each log line. In production, and where the output is not a terminal, it is JSON. */
function logReadably(): void {
  const destination = { write: (line: string) => void process.stdout.write(readableLine(line)) }
  loggers.bind(settings, pino(loggerOptions(settings), destination))
}
