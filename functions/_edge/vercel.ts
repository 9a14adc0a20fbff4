import { JobResult } from '../../shared/jobs/job.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { environment } from './environment.ts'
import { type BundleOptions, isolate } from './isolate.ts'

interface VercelContext {
  waitUntil(work: Promise<unknown>): void
}
type VercelFunction = (request: Request, context: VercelContext) => Promise<Response>

/** Vercel requires the first byte of a response within 25 seconds. */
const CRON_MILLISECONDS = 15_000

/** A Vercel edge function. */
export function vercel(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}): VercelFunction {
  const handle = isolate(fn, extras)
  return (request, context) =>
    handle(request, environment(extras), {
      waitUntil: (work) => context.waitUntil(work),
      // Vercel sets this header and overwrites the caller's value.
      connectionAddress: request.headers.get('x-real-ip') ?? undefined,
    })
}

/**
 * Vercel's scheduler sends GET requests with `CRON_SECRET`. Each is forwarded as `POST /jobs/{name}`, repeatedly until
 * nothing is due.
 */
export function vercelCron(runJob: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}): VercelFunction {
  const handle = vercel(runJob, extras)
  return async (request, context) => {
    const url = new URL(request.url)
    url.pathname = `/jobs/${url.pathname.split('/').at(-1)}`
    const until = performance.now() + CRON_MILLISECONDS
    for (;;) {
      const post = new Request(url, { method: 'POST', headers: request.headers })
      const response = await handle(post, context)
      if (response.status !== 200 || performance.now() > until) return response
      const { processed, remaining } = JobResult.parse(await response.clone().json())
      if (processed === 0 || remaining === 0) return response
    }
  }
}
