import { newId } from '../platform/auth/new-id.ts'
import { reportsUnderWay } from '../platform/observability/error-reports.ts'
import type { JobTools } from './job.ts'
import { jobs } from './jobs.ts'
import { runLogged } from './run-job.ts'

/** Platforms end what a scheduler called after 30 seconds and more. A batch that begins by then ends in time. */
const SECONDS = 15

/** Schedulers count in minutes: what the container does more often is due every time that they call. */
export const cronOf = ({ everySeconds }: { everySeconds: number }) => (everySeconds < 3_600 ? '* * * * *' : '0 * * * *')

/**
 * Runs jobs for a scheduler that calls seldom: each again and again until nothing of it is due, all of them at once. A
 * failure of one holds up no other.
 * @throws when one failed, so that the platform counts it too; it is logged and reported already
 */
export async function runDue(names: readonly string[], tools: JobTools): Promise<void> {
  const until = performance.now() + SECONDS * 1_000
  const runs = await Promise.all(names.map((name) => runUntil(until, name, tools)))
  const failed = names.filter((_, index) => !runs[index])
  if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`)
}

async function runUntil(until: number, name: string, tools: JobTools): Promise<boolean> {
  const requestId = newId('job')
  const log = tools.log.child({ request_id: requestId })
  try {
    const job = jobs.get(name)
    if (job === undefined) throw new Error('there is no such job')
    for (let more = true; more && performance.now() < until; ) {
      const { processed, remaining } = await runLogged(name, job, { ...tools, log }, requestId)
      more = processed > 0 && remaining > 0
    }
    return true
  } catch (error) {
    log.error({ err: error, job: name }, 'job failed')
    return false
  } finally {
    await reportsUnderWay(requestId)
  }
}
