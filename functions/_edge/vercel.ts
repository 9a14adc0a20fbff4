import { JobResult } from '../../shared/jobs/job.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { environment } from './environment.ts'
import { type BundleOptions, isolate } from './isolate.ts'

interface VercelContext {
  waitUntil(work: Promise<unknown>): void
}
type VercelFunction = (request: Request, context: VercelContext) => Promise<Response>

/** Vercel must have the first byte of an answer within 25 seconds. */
const CRON_MILLISECONDS = 15_000

/** A function of Vercel's edge runtime. */
export function vercel(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}): VercelFunction {
  const answer = isolate(fn, extras)
  return (request, context) =>
    answer(request, environment(extras), {
      waitUntil: (work) => context.waitUntil(work),
      // Vercel writes the address itself, whatever the caller sent.
      connectionAddress: request.headers.get('x-real-ip') ?? undefined,
    })
}

/**
 * Vercel's scheduler can only GET, and brings `CRON_SECRET` itself: each call is passed on as the `POST /jobs/{name}` of
 * the contract, again and again until nothing is due.
 */
export function vercelCron(runJob: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}): VercelFunction {
  const answer = vercel(runJob, extras)
  return async (request, context) => {
    const url = new URL(request.url)
    url.pathname = `/jobs/${url.pathname.split('/').at(-1)}`
    const until = performance.now() + CRON_MILLISECONDS
    for (;;) {
      const post = new Request(url, { method: 'POST', headers: request.headers })
      const response = await answer(post, context)
      if (response.status !== 200 || performance.now() > until) return response
      const { processed, remaining } = JobResult.parse(await response.clone().json())
      if (processed === 0 || remaining === 0) return response
    }
  }
}
