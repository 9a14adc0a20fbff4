import { jobTools } from '../../shared/jobs/job-tools.ts'
import { jobs } from '../../shared/jobs/jobs.ts'
import { cronExpression, runDue } from '../../shared/jobs/run-due.ts'
import { logger } from '../../shared/platform/observability/logger.ts'
import { begin, type BundleOptions } from './isolate.ts'

/** Runs jobs that a scheduler asks for; rejects when one failed. */
export type RunJobs = (names: readonly string[], env: Record<string, unknown>, extras: BundleOptions) => Promise<void>

export const runJobs: RunJobs = (names, env, extras) => {
  const configuration = begin(env, extras)
  return runDue(names, jobTools(configuration, logger(configuration)))
}

/** The jobs of a trigger. One that was written by hand is for all of them: each says itself that nothing is due. */
export function jobsForCron(cron: string): string[] {
  const own = [...jobs].filter(([, job]) => cronExpression(job) === cron).map(([name]) => name)
  return own.length > 0 ? own : [...jobs.keys()]
}
