import type { IncomingMessage, ServerResponse } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { PlatformContext } from '../../shared/platform/http/definition.ts'
import { exchange } from '../../shared/platform/http/exchange.ts'
import { problem } from '../../shared/platform/http/problem.ts'

/**
 * The maximum number of concurrent requests of a process. It handles about 2,000 a second, so a longer queue would take
 * longer than shoppers wait, and queued requests slow down the others.
 */
const MAX_REQUESTS = 1_000
/** A process is overloaded when the mean delay of its event loop exceeds this in several windows in a row. */
const MAX_DELAY_MILLISECONDS = 500
/** The delay is averaged over this time. */
const WINDOW_MILLISECONDS = 1_000
/**
 * A single pause, of a laptop that sleeps or of a machine that does other work, is one long delay in one window, or in two
 * when it ends between them. The process is idle afterwards, so it must not refuse requests.
 */
const SUSTAINED_WINDOWS = 3
const RESOLUTION_MILLISECONDS = 20
const RETRY_AFTER_SECONDS = '2'
const NANOSECONDS_PER_MILLISECOND = 1e6

export interface LoadLimits {
  maxRequests: number
  maxDelayMilliseconds: number
}

/** The current load of a process. */
export interface Load {
  /** Counts a request until its response is sent. */
  track(incoming: IncomingMessage, outgoing: ServerResponse): void
  isOverloaded(): boolean
}

export function measureLoad(
  limits: LoadLimits = { maxRequests: MAX_REQUESTS, maxDelayMilliseconds: MAX_DELAY_MILLISECONDS },
): Load {
  let requests = 0
  let slowWindows = 0
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS })
  delays.enable()
  setInterval(() => {
    const delayMilliseconds = delays.mean / NANOSECONDS_PER_MILLISECOND
    slowWindows = delayMilliseconds > limits.maxDelayMilliseconds ? slowWindows + 1 : 0
    delays.reset()
  }, WINDOW_MILLISECONDS).unref()

  return {
    track(incoming, outgoing) {
      const begin = () => {
        if (outgoing.closed) return
        requests += 1
        outgoing.once('close', () => {
          requests -= 1
        })
      }
      // A request counts when its body is complete, so that slow uploads do not block other requests.
      if (hasBody(incoming)) incoming.once('end', begin)
      else begin()
    },
    isOverloaded: () => requests > limits.maxRequests || slowWindows >= SUSTAINED_WINDOWS,
  }
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Monitoring needs health and metrics most under overload, and a preflight costs little. */
const isAlwaysHandled = (request: Request) =>
  request.method === 'OPTIONS' || /^\/(health|metrics)(\/|$)/.test(new URL(request.url).pathname)

/** Handles a request. The context contains the address of the connection. */
export type Fetch = (request: Request, context: PlatformContext) => Promise<Response>

/** Responds with 503 immediately while the process is overloaded. */
export function shedLoad(fetch: Fetch, load: Load, env: Record<string, unknown>): Fetch {
  return async (request, context) => {
    if (!load.isOverloaded() || isAlwaysHandled(request)) return fetch(request, context)
    return exchange(request, env, {}, { operation: 'none', route: '', methods: [] }, async ({ requestId }) => {
      const detail = 'The shop has too many requests at the moment. Nothing was done. Send the request again later.'
      return problem('overloaded', detail, requestId, {}, { 'retry-after': RETRY_AFTER_SECONDS })
    })
  }
}
