import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { environment } from './environment.ts'
import { type BundleOptions, isolate } from './isolate.ts'
import type { RunJobs } from './jobs.ts'

interface NetlifyContext {
  ip?: string
  waitUntil?: (work: Promise<unknown>) => void
}

/** An edge function of Netlify. */
export function netlify(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}) {
  const answer = isolate(fn, extras)
  return (request: Request, context: NetlifyContext): Promise<Response> =>
    answer(request, environment(extras), {
      connectionAddress: context.ip,
      waitUntil: (work) => context.waitUntil?.(work),
    })
}

/** A scheduled function of Netlify: it is no edge function, it runs on Node. */
export function netlifyJob(name: string, runJobs: RunJobs, extras: BundleOptions = {}) {
  return async (): Promise<Response> => {
    await runJobs([name], environment(extras), extras)
    return new Response(null, { status: 204 })
  }
}
