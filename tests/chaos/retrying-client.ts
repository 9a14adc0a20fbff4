import { setTimeout as sleep } from 'node:timers/promises'

const TRIES = 200
const PAUSE_MILLISECONDS = 25
/** An answer that takes longer is a hang, not a slow machine. */
const TIMEOUT_MILLISECONDS = 20_000

/** Where the shop is at the moment; resolves when one is up. */
export interface Target {
  origin(): Promise<string>
}

export interface Reply {
  status: number
  headers: Headers
  body: unknown
  /** How many times it was asked before an answer came. */
  lost: number
}

interface Sending {
  body?: unknown
  headers?: Record<string, string>
}

export type Send = (method: string, path: string, sending?: Sending) => Promise<Reply>

/** Asks until there is an answer, in the very same words: what was not answered may have been done, or not. */
export function patientClient(target: Target): Send {
  return async (method, path, { body, headers = {} } = {}) => {
    const init: RequestInit = {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    for (let lost = 0; lost < TRIES; lost++) {
      const origin = await target.origin()
      const reply = await ask(origin + path, init, lost)
      if (reply !== null) return reply
      await sleep(PAUSE_MILLISECONDS)
    }
    throw new Error(`${method} ${path}: no answer after ${TRIES} tries`)
  }
}

/** Null when the connection broke before the whole answer was there. */
async function ask(url: string, init: RequestInit, lost: number): Promise<Reply | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) })
    const body: unknown = await response.json()
    return { status: response.status, headers: response.headers, body, lost }
  } catch {
    return null
  }
}
