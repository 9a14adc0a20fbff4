import type { EdgeFunction, PlatformContext } from '../../shared/platform/http/definition.ts'
import { type BundleOptions, isolate } from './isolate.ts'
import type { RunJobs } from './jobs.ts'

type Environment = Record<string, unknown>
interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void
}

interface Worker {
  fetch(request: Request, env: Environment, context: ExecutionContext): Promise<Response>
  scheduled?(event: { cron: string }, env: Environment): Promise<void>
}

interface CronJobs {
  jobsForCron(cron: string): string[]
  runJobs: RunJobs
}

/** A Cloudflare Worker for one or more functions. With `scheduled`, cron triggers run the jobs. */
export function worker(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}, scheduled?: CronJobs): Worker {
  const handle = isolate(fn, extras)
  const handlers = {
    fetch: (request: Request, env: Environment, context: ExecutionContext) =>
      handle(request, env, platformContext(request, context)),
  }
  if (scheduled === undefined) return handlers
  const { jobsForCron, runJobs } = scheduled
  return { ...handlers, scheduled: ({ cron }, env) => runJobs(jobsForCron(cron), env, extras) }
}

/** Cloudflare sets the address header and overwrites the caller's value. */
export function platformContext(request: Request, context: ExecutionContext): PlatformContext {
  return {
    waitUntil: (work) => context.waitUntil(work),
    connectionAddress: request.headers.get('cf-connecting-ip') ?? undefined,
  }
}
