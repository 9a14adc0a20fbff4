import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { environment } from './environment.ts'
import { type BundleOptions, isolate } from './isolate.ts'
import type { RunJobs } from './jobs.ts'

interface NetlifyContext {
  ip?: string
  waitUntil?: (work: Promise<unknown>) => void
}

/** A Netlify edge function. */
export function netlify(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}) {
  const handle = isolate(fn, extras)
  return (request: Request, context: NetlifyContext): Promise<Response> =>
    handle(request, environment(extras), {
      connectionAddress: context.ip,
      waitUntil: (work) => context.waitUntil?.(work),
    })
}

/** A Netlify scheduled function. It runs on Node, not at the edge. */
export function netlifyJob(name: string, runJobs: RunJobs, extras: BundleOptions = {}) {
  return async (): Promise<Response> => {
    await runJobs([name], environment(extras), extras)
    return new Response(null, { status: 204 })
  }
}
