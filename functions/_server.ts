import { serve } from '@hono/node-server'
import { openDatabase, openMigratedDatabase } from '../scripts/database.ts'
import { configuration, environment } from '../scripts/environment.ts'
import { tour } from '../scripts/tour.ts'
import { ensureFirstAdmin } from '../shared/accounts/first-admin.ts'
import { seedShop } from '../shared/catalog/seed-shop.ts'
import { embeddedFolder } from '../shared/db/open.ts'
import { jobTools } from '../shared/jobs/job-tools.ts'
import { startJobs } from '../shared/jobs/start-jobs.ts'
import { keyValueStore } from '../shared/kv/open.ts'
import { logger, loggerOptions, loggers } from '../shared/observability/logger.ts'
import { paymentProvider } from '../shared/payments/providers.ts'
import { router } from './_router.ts'

/** Render and Kubernetes kill 30 s after SIGTERM: requests get this long to end. */
const DRAIN_MILLISECONDS = 25_000
/** Connections that the kernel has taken but this process has not seen yet would be reset by closing at once. */
const ARRIVAL_MILLISECONDS = 250

const env = environment()
const settings = configuration(env)
if (settings.debug && process.stdout.isTTY) await logPretty()
const log = logger(settings)

const embedded = embeddedFolder(settings.databaseUrl) !== null
const database = embedded ? await openMigratedDatabase(settings) : await openDatabase(settings)
if (embedded && settings.debug) await seedShop(database, new Date())
if (settings.firstAdmin !== undefined) await makeFirstAdmin(settings.firstAdmin)

const jobs = startJobs(jobTools(settings, log))
const server = serve({ fetch: router(env).fetch, port: settings.port }, ({ port }) => {
  log.info(
    { port, database: embedded ? 'embedded' : 'postgres', redis: keyValueStore(settings).transport },
    'listening',
  )
  if (settings.debug) welcome(`http://localhost:${port}`)
})
server.on('error', (error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE'
  process.stderr.write(taken ? `Port ${settings.port} is taken. Choose another: PORT=8001 npm start\n` : `${error}\n`)
  process.exit(1)
})
process.once('SIGTERM', () => drain('SIGTERM'))
process.once('SIGINT', () => drain('SIGINT'))

/** No new connection is taken, requests under way end, then jobs, then the database. */
function drain(signal: string): void {
  log.info({ signal }, 'draining')
  const late = setTimeout(() => {
    log.error('requests did not end in time')
    process.exit(1)
  }, DRAIN_MILLISECONDS)
  setTimeout(() => server.close(stop), ARRIVAL_MILLISECONDS)

  async function stop(): Promise<void> {
    await jobs.stop()
    await keyValueStore(settings).close()
    await database.close()
    clearTimeout(late)
    log.info('stopped')
  }
}

/** A shop that cannot be run by anybody does not start: the deploy fails, and says why. */
async function makeFirstAdmin(admin: { email: string; password: string }): Promise<void> {
  try {
    const firstAdmin = await ensureFirstAdmin(database, admin)
    if (firstAdmin === 'not_an_admin') log.warn('ADMIN_EMAIL has an account that is no admin: it stays what it is')
    else log.info({ firstAdmin }, 'first admin')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`The first admin cannot be made: ${reason}\nIs the database up to date? npm run migrate\n`)
    process.exit(1)
  }
}

/** On stderr: stdout is for the log. */
function welcome(origin: string): void {
  const parts = [
    embedded ? 'an embedded database' : 'Postgres',
    `${keyValueStore(settings).transport} for Redis`,
    `${paymentProvider(settings).name} payments`,
  ]
  process.stderr.write(
    `\nLarder in development, with ${parts.join(', ')}. DEBUG=False makes it a shop.\n\n` +
      `  Products  ${origin}/products\n  Docs      ${origin}/docs\n  Health    ${origin}/health/\n\n` +
      `A shopper's order, to paste into another terminal:\n${tour(origin)}\n`,
  )
}

async function logPretty(): Promise<void> {
  const { default: pretty } = await import('pino-pretty')
  const { default: pino } = await import('pino')
  loggers.bind(settings, pino(loggerOptions(settings), pretty({ ignore: 'pid,hostname' })))
}
