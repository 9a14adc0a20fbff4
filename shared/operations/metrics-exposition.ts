import { exposition } from '#instruments'
import type { Database } from '../platform/db/database.ts'
import { readBacklog } from './backlog.ts'
import { withinTime } from './within-time.ts'

/** Scrapers give up after ten seconds by default. */
const BACKLOG_MILLISECONDS = 2_000

/** All metrics in Prometheus's text format. While the database does not answer, the backlog is absent. */
export async function exposeMetrics(database: Database): Promise<Response> {
  const text = await exposition(() => withinTime(readBacklog(database), BACKLOG_MILLISECONDS))
  return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
}
