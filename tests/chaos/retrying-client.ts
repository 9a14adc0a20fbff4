import { setTimeout as sleep } from 'node:timers/promises'

const TRIES = 200
const PAUSE_MILLISECONDS = 25
/** An answer that takes longer is a hang, not a slow machine. */
const TIMEOUT_MILLISECONDS = 20_000

/** The current origin; resolves once a server is up. */
export interface Target {
  origin(): Promise<string>
}

export interface Reply {
  status: number
  headers: Headers
  body: unknown
  /** Attempts without an answer. */
  lost: number
}

interface RequestOptions {
  body?: unknown
  headers?: Record<string, string>
}

export type Send = (method: string, path: string, options?: RequestOptions) => Promise<Reply>

/** Repeats the same request until an answer arrives. A request without an answer may have taken effect. */
export function createRetryingClient(target: Target): Send {
  return async (method, path, { body, headers = {} } = {}) => {
    const init: RequestInit = {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    for (let lost = 0; lost < TRIES; lost++) {
      const origin = await target.origin()
      const reply = await attempt(origin + path, init, lost)
      if (reply !== null) return reply
      await sleep(PAUSE_MILLISECONDS)
    }
    throw new Error(`${method} ${path}: no answer after ${TRIES} tries`)
  }
}

/** Null when the connection breaks before the answer is complete. */
async function attempt(url: string, init: RequestInit, lost: number): Promise<Reply | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) })
    const body: unknown = await response.json()
    return { status: response.status, headers: response.headers, body, lost }
  } catch {
    return null
  }
}
