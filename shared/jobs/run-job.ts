import { type Outcome, refusal, success } from '../outcome.ts'
import { inRequest } from '../platform/db/in-request.ts'
import type { Job, JobResult, JobTools } from './job.ts'
import { jobs } from './jobs.ts'

/** One bounded run of the job of that name, for the request that asked for it. */
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
 * A run has a request id, as a request has: the lines of `tools.log` carry it, those of what it delivers with them, and
 * what it causes later names it.
 */
export async function runLogged(name: string, job: Job, tools: JobTools, requestId: string): Promise<JobResult> {
  const log = tools.log.child({ job: name })
  const started = performance.now()
  const result = await job.runOnce({ ...tools, log, database: inRequest(tools.database, requestId) })
  const milliseconds = Math.round((performance.now() - started) * 10) / 10
  if (result.processed > 0) log.info({ ...result, milliseconds }, 'job')
  return result
}
