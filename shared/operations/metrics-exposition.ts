import { exposition } from '#instruments'
import type { Database } from '../platform/db/database.ts'
import { readBacklog } from './backlog.ts'

/** All metrics in Prometheus's text format. Without the database the backlog is missing. */
export async function exposeMetrics(database: Database): Promise<Response> {
  const backlog = await readBacklog(database).catch(() => ({}))
  const text = await exposition(backlog)
  return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
}
