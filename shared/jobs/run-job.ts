import { type Outcome, refusal, success } from '../outcome.ts'
import { refusals } from '../refusals.ts'
import type { JobResult, JobTools } from './job.ts'
import { jobs } from './jobs.ts'

/** One bounded run of the job of that name. */
export async function runJob(name: string, tools: JobTools): Promise<Outcome<JobResult, 'job_not_found'>> {
  const job = jobs.get(name)
  if (job === undefined) return refusal('job_not_found', refusals.job_not_found, { jobs: [...jobs.keys()] })
  return success(await job(tools))
}
