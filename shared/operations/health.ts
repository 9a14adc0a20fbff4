import * as z from 'zod'
import type { Database } from '../platform/db/database.ts'
import type { KeyValueStore } from '../platform/kv/key-value-store.ts'
import { Backlog, readBacklog } from './backlog.ts'

/** Timeout of each check: the response must arrive before the timeout of a load balancer. */
const TIME_LIMIT_MILLISECONDS = 2_000
/** Work that is due for longer is reported as late. */
const LATE_SECONDS = 300

const Part = z.object({ status: z.enum(['ok', 'fail']), milliseconds: z.number() })

export const Health = z
  .object({
    status: z.enum(['ok', 'degraded', 'fail']),
    checks: z.object({
      database: Part,
      redis: Part.extend({
        transport: z.string(),
        fault: z.string().optional().meta({ description: 'Why Redis is of no use, such as `out_of_memory`.' }),
      }),
      backlog: Backlog.extend({ status: z.enum(['ok', 'late', 'unknown']) }).partial({
        outbox: true,
        inbox: true,
        expired: true,
      }),
    }),
  })
  .meta({ id: 'Health' })
type Health = z.output<typeof Health>

async function timed<Value>(work: Promise<Value>) {
  const started = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('no answer in time')), TIME_LIMIT_MILLISECONDS)
  })
  const value = await Promise.race([work, late]).catch(() => undefined)
  clearTimeout(timer)
  const milliseconds = Math.round((performance.now() - started) * 10) / 10
  return { value, part: { status: value === undefined ? ('fail' as const) : ('ok' as const), milliseconds } }
}

/**
 * `ok`; `degraded` when Redis is unavailable or work is late, which makes the shop slower but still correct; `fail` without
 * the database. Only `fail` is 503, so that a load balancer does not remove a shop that can still sell.
 */
export async function checkHealth(database: Database, kv: KeyValueStore): Promise<Response> {
  const [db, redis] = await Promise.all([timed(readBacklog(database)), timed(kv.checkWrite().then(() => true))])
  const backlog = db.value
  const late = backlog !== undefined && Object.values(backlog).some((work) => work.oldestSeconds > LATE_SECONDS)
  const degraded = redis.part.status === 'fail' || late
  const status = db.part.status === 'fail' ? 'fail' : degraded ? 'degraded' : 'ok'
  const health: Health = {
    status,
    checks: {
      database: db.part,
      redis: {
        ...redis.part,
        transport: kv.transport,
        ...(redis.part.status === 'fail' ? { fault: kv.fault ?? 'timeout' } : {}),
      },
      backlog: { status: backlog === undefined ? 'unknown' : late ? 'late' : 'ok', ...backlog },
    },
  }
  return Response.json(health, { status: status === 'fail' ? 503 : 200 })
}
