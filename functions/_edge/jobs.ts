import { jobTools } from '../../shared/jobs/job-tools.ts'
import { jobs } from '../../shared/jobs/jobs.ts'
import { cronExpression, runDue } from '../../shared/jobs/run-due.ts'
import { logger } from '../../shared/platform/observability/logger.ts'
import { type BundleOptions, initialize } from './isolate.ts'

/** Runs the jobs of a scheduler's call. Rejects when a job fails. */
export type RunJobs = (names: readonly string[], env: Record<string, unknown>, extras: BundleOptions) => Promise<void>

export const runJobs: RunJobs = (names, env, extras) => {
  const configuration = initialize(env, extras)
  return runDue(names, jobTools(configuration, logger(configuration)))
}

/** The jobs of a cron trigger. An unknown trigger runs all jobs; a job without due work does nothing. */
export function jobsForCron(cron: string): string[] {
  const names = [...jobs].filter(([, job]) => cronExpression(job) === cron).map(([name]) => name)
  return names.length > 0 ? names : [...jobs.keys()]
}
