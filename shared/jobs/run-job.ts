import { type Outcome, refusal, success } from '../outcome.ts'
import { withRequestId } from '../platform/db/with-request-id.ts'
import type { Job, JobResult, JobTools } from './job.ts'
import { jobs } from './jobs.ts'

/** One bounded run of a job for an HTTP request. */
export async function runJob(
  name: string,
  tools: JobTools,
  requestId: string,
): Promise<Outcome<JobResult, 'job_not_found'>> {
  const job = jobs.get(name)
  if (job === undefined) return refusal('job_not_found', { jobs: [...jobs.keys()] })
  return success(await runLogged(name, job, tools, requestId))
}

/**
 * A run has a request id like a request. It is in all log lines of the run and its deliveries, and in the outbox rows
 * that the run writes.
 */
export async function runLogged(name: string, job: Job, tools: JobTools, requestId: string): Promise<JobResult> {
  const log = tools.log.child({ job: name })
  const started = performance.now()
  const result = await job.runOnce({ ...tools, log, database: withRequestId(tools.database, requestId) })
  const milliseconds = Math.round((performance.now() - started) * 10) / 10
  if (result.processed > 0) log[job.logLevel ?? 'info']({ ...result, milliseconds }, 'job')
  return result
}
