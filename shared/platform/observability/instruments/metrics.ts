import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client'
import { catalogCaches, pools, stores, sumOf } from './watched.ts'

/** All that this process counts. docs/observability.md has its table made from here. */
export const registry = new Registry()
const registers = [registry]
/** From a key read in Postgres to a request that a shopper gives up on. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export const httpRequests = new Counter({
  name: 'larder_http_requests_total',
  help: 'Requests answered, by route, method and status.',
  labelNames: ['route', 'method', 'status'],
  registers,
})
export const httpSeconds = new Histogram({
  name: 'larder_http_request_seconds',
  help: 'How long requests took, by route.',
  labelNames: ['route'],
  buckets,
  registers,
})
export const problems = new Counter({
  name: 'larder_problems_total',
  help: 'Requests that were not carried out, by operation and code.',
  labelNames: ['operation', 'code'],
  registers,
})
export const orders = new Counter({
  name: 'larder_orders_total',
  help: 'Orders placed. Its rate is orders a second; an answer given again is not counted again.',
  registers,
})
export const flashSaleAttempts = new Counter({
  name: 'larder_flash_sale_attempts_total',
  help: 'Attempts to claim units of a flash sale, by outcome: claimed, or the code of the refusal.',
  labelNames: ['outcome'],
  registers,
})
export const inventorySeconds = new Histogram({
  name: 'larder_inventory_update_seconds',
  help: 'How long calls took that change stock, by routine.',
  labelNames: ['routine'],
  buckets,
  registers,
})
export const databaseSeconds = new Histogram({
  name: 'larder_database_call_seconds',
  help: 'How long calls to the database took, by statement.',
  labelNames: ['statement'],
  buckets,
  registers,
})
export const databaseFailures = new Counter({
  name: 'larder_database_failures_total',
  help: 'Calls that ended in a fault or an outage, by statement; a refusal is neither.',
  labelNames: ['statement'],
  registers,
})
new Gauge({
  name: 'larder_database_pool_connections',
  help: 'Connections to the database that are in use or idle, and callers that wait for one.',
  labelNames: ['state'],
  registers,
  collect() {
    this.set(
      { state: 'in_use' },
      sumOf(pools, ({ totalCount, idleCount }) => totalCount - idleCount),
    )
    this.set(
      { state: 'idle' },
      sumOf(pools, ({ idleCount }) => idleCount),
    )
    this.set(
      { state: 'waiting' },
      sumOf(pools, ({ waitingCount }) => waitingCount),
    )
  },
})
/** A counter that others count: it is read from them whenever it is asked for. */
function watchedCounter(name: string, help: string, outcomes: Readonly<Record<string, () => number>>): void {
  new Counter({
    name,
    help,
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset()
      for (const [outcome, count] of Object.entries(outcomes)) this.inc({ outcome }, count())
    },
  })
}
watchedCounter(
  'larder_redis_commands_total',
  'Commands to Redis: answered, failed, or skipped because it had just been away.',
  {
    answered: () => sumOf(stores, ({ commands, failures }) => commands - failures),
    failed: () => sumOf(stores, ({ failures }) => failures),
    skipped: () => sumOf(stores, ({ skipped }) => skipped),
  },
)
watchedCounter(
  'larder_redis_reads_total',
  'Reads from Redis that found something (hit), and those that did not (miss).',
  {
    hit: () => sumOf(stores, ({ hits }) => hits),
    miss: () => sumOf(stores, ({ misses }) => misses),
  },
)
watchedCounter(
  'larder_catalog_cache_reads_total',
  'Reads of the catalog through its cache: kept in this process (hit), read by another or just before (shared), read from the database (database).',
  {
    hit: () => sumOf(catalogCaches, ({ hits }) => hits),
    shared: () => sumOf(catalogCaches, ({ misses, databaseReads }) => misses - databaseReads),
    database: () => sumOf(catalogCaches, ({ databaseReads }) => databaseReads),
  },
)
export const paymentEvents = new Counter({
  name: 'larder_payment_events_total',
  help: 'Events of payment providers that were applied, by outcome.',
  labelNames: ['outcome'],
  registers,
})
/** The database is one: every process would tell the same, and the first is asked. */
const backlogFacts = { labelNames: ['work'], registers, aggregator: 'first' as const }
export const backlogWaiting = new Gauge({
  name: 'larder_backlog',
  help: 'Work of jobs that is due, by kind.',
  ...backlogFacts,
})
export const backlogOldest = new Gauge({
  name: 'larder_backlog_oldest_seconds',
  help: 'How long the oldest of it has been due.',
  ...backlogFacts,
})
export const backlogDead = new Gauge({
  name: 'larder_backlog_dead',
  help: 'Deliveries that were given up, by kind.',
  ...backlogFacts,
})

collectDefaultMetrics({ register: registry })
