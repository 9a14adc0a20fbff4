import { exposition } from '#instruments'
import type { Database } from '../platform/db/database.ts'
import { readBacklog } from './backlog.ts'

/** What was counted, with the work that waits, in Prometheus's text format. Without the database, the former alone. */
export async function tellMetrics(database: Database): Promise<Response> {
  const backlog = await readBacklog(database).catch(() => ({}))
  const text = await exposition(backlog)
  return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
}
