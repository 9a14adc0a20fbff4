import * as z from 'zod'
import { type Database, driverError } from '../platform/db/database.ts'
import type { KeyValueStore } from '../platform/kv/key-value-store.ts'
import { Backlog, readBacklog } from './backlog.ts'

/** Timeout of each check: the response must arrive before the timeout of a load balancer. */
const TIME_LIMIT_MILLISECONDS = 2_000
/** Work that is due for longer is reported as late. */
const LATE_SECONDS = 300
/** More due work of one kind than jobs process in some minutes. */
const LARGE_BACKLOG = 10_000

const Part = z.object({ status: z.enum(['ok', 'fail']), milliseconds: z.number() })
const DatabasePart = Part.extend({
  status: z.enum(['ok', 'busy', 'fail']).meta({
    description: '`busy`: the database answers, but all connections are in use, or a table is locked.',
  }),
})
const BacklogStatus = z.enum(['ok', 'late', 'large', 'dead_letters', 'unknown']).meta({
  description: '`late`: due for more than five minutes; `large`: more than 10,000 items; `unknown`: not read in time.',
})

export const Health = z
  .object({
    status: z.enum(['ok', 'degraded', 'fail']),
    checks: z.object({
      database: DatabasePart,
      redis: Part.extend({
        transport: z.string(),
        fault: z.string().optional().meta({ description: 'Why Redis is of no use, such as `out_of_memory`.' }),
      }),
      backlog: Backlog.extend({ status: BacklogStatus }).partial({
        outbox: true,
        inbox: true,
        expired: true,
      }),
    }),
  })
  .meta({ id: 'Health' })
type Health = z.output<typeof Health>

type TimedPart = { status: 'ok' | 'fail'; milliseconds: number }
/** `error` is undefined when the time limit passed. */
type Timed<Value> = { value?: Value; error?: unknown; part: TimedPart }

async function timed<Value>(work: Promise<Value>): Promise<Timed<Value>> {
  const started = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<{ error: undefined }>((resolve) => {
    timer = setTimeout(() => resolve({ error: undefined }), TIME_LIMIT_MILLISECONDS)
  })
  const settled = work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  const result: { value?: Value; error?: unknown } = await Promise.race([settled, late])
  clearTimeout(timer)
  const milliseconds = Math.round((performance.now() - started) * 10) / 10
  return { ...result, part: { status: 'value' in result ? 'ok' : 'fail', milliseconds } }
}

/** The query was cancelled or waited for a lock for too long: the database works. */
const CONTENTION = /^(57014|55P03)$/

/**
 * Whether a database that did not answer in time works nonetheless, on a connection of its own: the query waits for a lock
 * or for a free connection. Taking the shop out of service would not help, as all its processes wait alike.
 */
async function isBusy(database: Database, { error, part }: Timed<unknown>): Promise<boolean> {
  const isContention = error === undefined || CONTENTION.test(driverError(error)?.code ?? '')
  if (part.status === 'ok' || !isContention || database.probe === undefined) return false
  return (await timed(database.probe().then(() => true))).part.status === 'ok'
}

function backlogStatus(backlog: z.output<typeof Backlog> | undefined): z.output<typeof BacklogStatus> {
  if (backlog === undefined) return 'unknown'
  const kinds = Object.values(backlog)
  if (kinds.some(({ oldestSeconds }) => oldestSeconds > LATE_SECONDS)) return 'late'
  if (kinds.some(({ waiting }) => waiting > LARGE_BACKLOG)) return 'large'
  return backlog.outbox.dead > 0 ? 'dead_letters' : 'ok'
}

/**
 * `ok`; `degraded` when Redis is unavailable, the database is busy, or work is late, large or abandoned, which makes the shop
 * slower but still correct; `fail` without the database. Only `fail` is 503, so that a load balancer does not remove a shop
 * that can still sell.
 */
export async function checkHealth(database: Database, kv: KeyValueStore): Promise<Response> {
  const [db, redis] = await Promise.all([timed(readBacklog(database)), timed(kv.checkWrite().then(() => true))])
  const busy = await isBusy(database, db)
  const backlog = backlogStatus(db.value)
  const fails = db.part.status === 'fail' && !busy
  const degraded = redis.part.status === 'fail' || backlog !== 'ok'
  const status = fails ? 'fail' : degraded ? 'degraded' : 'ok'
  const health: Health = {
    status,
    checks: {
      database: busy ? { ...db.part, status: 'busy' } : db.part,
      redis: {
        ...redis.part,
        transport: kv.transport,
        ...(redis.part.status === 'fail' ? { fault: kv.fault ?? 'timeout' } : {}),
      },
      backlog: { status: backlog, ...db.value },
    },
  }
  return Response.json(health, { status: status === 'fail' ? 503 : 200 })
}
