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

interface Scheduled {
  jobsForCron(cron: string): string[]
  runJobs: RunJobs
}

/** A Worker of Cloudflare: one function, or some behind a door; with `scheduled`, cron triggers run the jobs. */
export function worker(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}, scheduled?: Scheduled): Worker {
  const answer = isolate(fn, extras)
  const fetching = {
    fetch: (request: Request, env: Environment, context: ExecutionContext) =>
      answer(request, env, platformContext(request, context)),
  }
  if (scheduled === undefined) return fetching
  const { jobsForCron, runJobs } = scheduled
  return { ...fetching, scheduled: ({ cron }, env) => runJobs(jobsForCron(cron), env, extras) }
}

/** Cloudflare writes the address itself, whatever the caller sent. */
export function platformContext(request: Request, context: ExecutionContext): PlatformContext {
  return {
    waitUntil: (work) => context.waitUntil(work),
    connectionAddress: request.headers.get('cf-connecting-ip') ?? undefined,
  }
}
