import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { Fault, Interruption } from './fault.ts'
import { expectedRefusals, type Operation } from './operations.ts'
import type { Tally } from './tally.ts'

/** The shop under simulation. */
export interface Shop {
  origin: string
  /** Unique for each run: two runs against one database must not share idempotency keys. */
  run: string
  fetch: (url: string, init: RequestInit) => Promise<Response>
  tally: Tally
  /** When aborted, no further call starts. */
  stop: AbortSignal
  /** Callbacks are lost or late, or the shop is killed: a shopper may leave before the shop records the payment. */
  injectsFailures: boolean
  /** Attempts for a call whose connection breaks. */
  attempts: number
}

interface Call<Body extends z.ZodType> {
  operation: Operation
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** JSON, or text that is sent unchanged. */
  body?: unknown
  headers?: Record<string, string>
  /** Expected status. */
  status: number
  answer: Body
}

const Refusal = z.looseObject({
  code: z.string(),
  errors: z.array(z.looseObject({ sku: z.string().optional(), available: z.int().optional() })).optional(),
  cart: z.looseObject({ total: z.int() }).optional(),
})
type Refusal = z.output<typeof Refusal>

interface Reply {
  requestId: string
  headers: Headers
}
export type Answer<Value> = Reply & ({ ok: true; value: Value; json: unknown } | { ok: false; refusal: Refusal })

/** Sends the calls of one shopper. */
export type Caller = <Body extends z.ZodType>(call: Call<Body>) => Promise<Answer<z.output<Body>>>

const TIMEOUT_MILLISECONDS = 30_000
const PAUSE_AFTER_BREAK_MILLISECONDS = 200
const LONGEST_PAUSE_MILLISECONDS = 1_000
/** A longer Retry-After is not awaited. */
const LONGEST_RETRY_AFTER_SECONDS = 30
/** A shop that asks for more waits than these is broken. */
const MOST_WAITS = 30

/**
 * Sends calls, measures them and checks their responses. Throws a Fault unless the response is the expected one or an
 * expected refusal. Every call of a visit is idempotent, so it is sent again after a broken connection.
 */
export function caller(shop: Shop, shopper: number): Caller {
  let calls = 0
  return async (call) => {
    let waits = 0
    for (let attempt = 1; ; attempt++) {
      if (shop.stop.aborted) throw new Interruption('stopped')
      const requestId = `sim-${shop.run}-${shopper}-${++calls}`
      const response = await send(shop, call, requestId, attempt < shop.attempts)
      if (response === null) {
        await sleep(Math.min(PAUSE_AFTER_BREAK_MILLISECONDS * attempt, LONGEST_PAUSE_MILLISECONDS))
      } else if (asksToWait(response) && waits < MOST_WAITS) {
        // Neither a fault nor an attempt: the shop did nothing and says when to come again.
        waits++
        attempt--
        shop.tally.refusal(call.operation, codeOf(response))
        await sleep(retryAfterSeconds(response.headers) * 1000, undefined, { signal: shop.stop }).catch(() => {})
      } else {
        return read(shop, call, response, requestId)
      }
    }
  }
}

interface Received {
  status: number
  headers: Headers
  text: string
}

/** Null when there was no response and the call may be sent again. */
async function send(
  shop: Shop,
  { operation, method, path, body, headers }: Call<z.ZodType>,
  requestId: string,
  retriable: boolean,
): Promise<Received | null> {
  const started = performance.now()
  try {
    const response = await shop.fetch(shop.origin + path, {
      method,
      headers: {
        'x-request-id': requestId,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    })
    const text = await response.text()
    shop.tally.call(operation, performance.now() - started)
    return { status: response.status, headers: response.headers, text }
  } catch (error) {
    if (!retriable)
      throw new Fault(operation, `no response after ${shop.attempts} attempts: ${reasonOf(error)}`, requestId)
    shop.tally.repetitions.networkRetries++
    return null
  }
}

/** Rate limits (429) and load shedding or a short outage (503) say when to send the request again. */
const asksToWait = ({ status, headers }: Received) => (status === 429 || status === 503) && headers.has('retry-after')

const codeOf = ({ status, text }: Received): string =>
  Refusal.safeParse(parseJson(text)).data?.code ?? `status_${status}`

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(headers: Headers): number {
  const text = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS) : 1
}

function read<Body extends z.ZodType>(
  { tally }: Shop,
  { operation, status: promised, answer }: Call<Body>,
  { status, headers, text }: Received,
  requestId: string,
): Answer<z.output<Body>> {
  const fault = (message: string) => new Fault(operation, message, requestId)
  const answered = headers.get('x-request-id')
  if (answered !== requestId) throw fault(`X-Request-Id came back as ${answered}`)
  const json = parseJson(text)
  if (status === promised) {
    const parsed = answer.safeParse(json)
    if (parsed.success) return { ok: true, value: parsed.data, json, headers, requestId }
    const [issue] = parsed.error.issues
    throw fault(`the response does not match its schema: ${issue?.path.join('.')} ${issue?.message}`)
  }
  const refusal = Refusal.safeParse(json)
  if (!refusal.success) throw fault(`status ${status}: ${text.slice(0, 200)}`)
  const { code } = refusal.data
  const expected = code === 'rate_limited' || expectedRefusals[operation].includes(code)
  if (status >= 500 || !expected) throw fault(`status ${status}, ${code}`)
  tally.refusal(operation, code)
  return { ok: false, refusal: refusal.data, headers, requestId }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The message `fetch failed` hides the reason, which is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message
}
