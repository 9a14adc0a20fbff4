import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client'
import { catalogCaches, pools, stores, sumOf } from './metric-sources.ts'

/** The metrics of this process. The table in docs/observability.md is generated from them. */
export const registry = new Registry()
const registers = [registry]
/** Seconds, from a read by key in Postgres to a request that shoppers abandon. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export const httpRequests = new Counter({
  name: 'larder_http_requests_total',
  help: 'Completed requests, by route, method and status.',
  labelNames: ['route', 'method', 'status'],
  registers,
})
export const httpSeconds = new Histogram({
  name: 'larder_http_request_seconds',
  help: 'Duration of requests, by route.',
  labelNames: ['route'],
  buckets,
  registers,
})
export const problems = new Counter({
  name: 'larder_problems_total',
  help: 'Refused and failed requests, by operation and error code.',
  labelNames: ['operation', 'code'],
  registers,
})
export const orders = new Counter({
  name: 'larder_orders_total',
  help: 'Placed orders. The rate is orders per second; replayed responses do not count.',
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
  help: 'Duration of calls that change stock, by routine, with the wait for a connection. Calls that found nothing to do are left out.',
  labelNames: ['routine'],
  buckets,
  registers,
})
export const databaseSeconds = new Histogram({
  name: 'larder_database_call_seconds',
  help: 'Duration of database calls, by statement, without the wait for a connection.',
  labelNames: ['statement'],
  buckets,
  registers,
})
export const connectionWaitSeconds = new Histogram({
  name: 'larder_database_wait_seconds',
  help: 'How long database calls waited for a free connection.',
  buckets,
  registers,
})
export const databaseFailures = new Counter({
  name: 'larder_database_failures_total',
  help: 'Database calls that failed, by statement. Refusals do not count.',
  labelNames: ['statement'],
  registers,
})
new Gauge({
  name: 'larder_database_pool_connections',
  help: 'Database connections in use and idle, and callers that wait for one.',
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
/** A counter whose values are collected from their sources at each scrape. */
function collectedCounter(name: string, help: string, outcomes: Readonly<Record<string, () => number>>): void {
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
collectedCounter(
  'larder_redis_commands_total',
  'Redis commands: answered, failed, or skipped because Redis had just failed.',
  {
    answered: () => sumOf(stores, ({ commands, failures }) => commands - failures),
    failed: () => sumOf(stores, ({ failures }) => failures),
    skipped: () => sumOf(stores, ({ skipped }) => skipped),
  },
)
collectedCounter('larder_redis_reads_total', 'Redis reads that found a value (hit) or none (miss).', {
  hit: () => sumOf(stores, ({ hits }) => hits),
  miss: () => sumOf(stores, ({ misses }) => misses),
})
collectedCounter(
  'larder_catalog_cache_reads_total',
  'Catalog reads through the cache: found in this process (hit), taken from a concurrent or recent read (shared), read from the database (database).',
  {
    hit: () => sumOf(catalogCaches, ({ hits }) => hits),
    shared: () => sumOf(catalogCaches, ({ misses, databaseReads }) => misses - databaseReads),
    database: () => sumOf(catalogCaches, ({ databaseReads }) => databaseReads),
  },
)
export const paymentEvents = new Counter({
  name: 'larder_payment_events_total',
  help: 'Applied events of payment providers, by outcome.',
  labelNames: ['outcome'],
  registers,
})
collectDefaultMetrics({ register: registry })
