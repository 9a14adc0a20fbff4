import type { IncomingMessage, ServerResponse } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { PlatformContext } from '../../shared/platform/http/definition.ts'
import { exchange } from '../../shared/platform/http/exchange.ts'
import { problem } from '../../shared/platform/http/problem.ts'

/**
 * Requests that one process works on at a time. It answers some 2,000 a second: whoever comes after these would wait
 * for longer than shoppers do, and each that waits takes memory and time from those that are served.
 */
const MOST_REQUESTS = 1_000
/** A turn of the event loop that takes half a second, again and again, is a process that drowns. */
const LONGEST_TURN_MILLISECONDS = 500
/** How long the turns are measured before they are judged. */
const WINDOW_MILLISECONDS = 1_000
const RESOLUTION_MILLISECONDS = 20
const RETRY_AFTER_SECONDS = '2'
const NANOSECONDS_PER_MILLISECOND = 1e6

export interface LoadLimits {
  maxRequests: number
  maxTurnMilliseconds: number
}

/** How much a process has at hand. */
export interface Load {
  /** Counts a request until its answer is sent. */
  watch(incoming: IncomingMessage, outgoing: ServerResponse): void
  isOverloaded(): boolean
}

export function measureLoad(
  limits: LoadLimits = { maxRequests: MOST_REQUESTS, maxTurnMilliseconds: LONGEST_TURN_MILLISECONDS },
): Load {
  let requests = 0
  let turnMilliseconds = 0
  const turns = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS })
  turns.enable()
  setInterval(() => {
    turnMilliseconds = turns.mean / NANOSECONDS_PER_MILLISECOND
    turns.reset()
  }, WINDOW_MILLISECONDS).unref()

  return {
    watch(incoming, outgoing) {
      const begin = () => {
        if (outgoing.closed) return
        requests += 1
        outgoing.once('close', () => {
          requests -= 1
        })
      }
      // Whoever sends a body slowly has not asked for anything yet: many of them must not shut out the others.
      if (hasBody(incoming)) incoming.once('end', begin)
      else begin()
    },
    isOverloaded: () => requests > limits.maxRequests || turnMilliseconds > limits.maxTurnMilliseconds,
  }
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Whoever watches the shop hears of it most of all when it has too much to do; a preflight costs next to nothing. */
const isAlwaysAnswered = (request: Request) =>
  request.method === 'OPTIONS' || /^\/(health|metrics)(\/|$)/.test(new URL(request.url).pathname)

/** Answers a request, of which the container knows where it comes from. */
export type Fetch = (request: Request, context: PlatformContext) => Promise<Response>

/** Answers 503 at once, instead of all too late, while there is too much at hand. */
export function shedLoad(fetch: Fetch, load: Load, env: Record<string, unknown>): Fetch {
  return async (request, context) => {
    if (!load.isOverloaded() || isAlwaysAnswered(request)) return fetch(request, context)
    return exchange(request, env, {}, { operation: 'none', route: '', methods: [] }, async ({ requestId }) => {
      const detail =
        'The shop has more requests at hand than it can answer soon. Nothing was done; send this one again.'
      return problem('overloaded', detail, requestId, {}, { 'retry-after': RETRY_AFTER_SECONDS })
    })
  }
}
