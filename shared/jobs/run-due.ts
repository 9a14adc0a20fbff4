import { newId } from '../platform/auth/new-id.ts'
import { pendingReports } from '../platform/observability/error-reporter.ts'
import type { JobTools } from './job.ts'
import { jobs } from './jobs.ts'
import { runLogged } from './run-job.ts'

/** Serverless platforms stop scheduled calls after 30 seconds or more. A batch that starts before this ends in time. */
const START_SECONDS = 15

/** Schedulers run at most once a minute. Jobs that the container runs more often run at every call. */
export const cronExpression = ({ everySeconds }: { everySeconds: number }) =>
  everySeconds < 3_600 ? '* * * * *' : '0 * * * *'

/**
 * Runs jobs for a scheduler, all of them concurrently and each repeatedly until nothing is due. A failing job does not
 * stop the others.
 * @throws if a job failed, so that the platform counts the failure; it is already logged and reported
 */
export async function runDue(names: readonly string[], tools: JobTools): Promise<void> {
  const deadline = performance.now() + START_SECONDS * 1_000
  const runs = await Promise.all(names.map((name) => runUntil(deadline, name, tools)))
  const failed = names.filter((_, index) => !runs[index])
  if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`)
}

async function runUntil(deadline: number, name: string, tools: JobTools): Promise<boolean> {
  const requestId = newId('job')
  const log = tools.log.child({ request_id: requestId })
  try {
    const job = jobs.get(name)
    if (job === undefined) throw new Error('unknown job')
    for (let more = true; more && performance.now() < deadline; ) {
      const { processed, remaining } = await runLogged(name, job, { ...tools, log }, requestId)
      more = processed > 0 && remaining > 0
    }
    return true
  } catch (error) {
    log.error({ err: error, job: name }, 'job failed')
    return false
  } finally {
    await pendingReports(requestId)
  }
}
