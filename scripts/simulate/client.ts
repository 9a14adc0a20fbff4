import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { Fault, Interruption } from './fault.ts'
import { expectedRefusals, type Operation } from './operations.ts'
import type { Tally } from './tally.ts'

/** The shop as the simulator reaches it. */
export interface Shop {
  origin: string
  /** Different in every run: orders of two runs against one database must not share keys. */
  run: string
  fetch: (url: string, init: RequestInit) => Promise<Response>
  tally: Tally
  /** Aborted: no further call is begun. */
  stop: AbortSignal
  /** Callbacks go astray, or the shop is killed: a payment need not be known by the time that its shopper leaves. */
  harmed: boolean
  /** How often a call whose connection breaks is made. */
  attempts: number
}

interface Call<Body extends z.ZodType> {
  operation: Operation
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** JSON, or text that is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
  /** Of the answer when all went well. */
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

/** One shopper's line to the shop. */
export type Caller = <Body extends z.ZodType>(call: Call<Body>) => Promise<Answer<z.output<Body>>>

const TIMEOUT_MILLISECONDS = 30_000
const PAUSE_AFTER_BREAK_MILLISECONDS = 200
const LONGEST_PAUSE_MILLISECONDS = 1_000
/** A shopper who is told to come back later than this does not. */
const LONGEST_RETRY_AFTER_SECONDS = 30

/**
 * Calls that are timed, counted and checked: an answer is the promised one, or an expected refusal; else it throws a
 * Fault. All calls of a visit can be sent again without harm, so a broken connection is tried again, as a storefront
 * would.
 */
export function caller(shop: Shop, shopper: number): Caller {
  let calls = 0
  return async (call) => {
    for (let attempt = 1; ; attempt++) {
      if (shop.stop.aborted) throw new Interruption('stopped')
      const requestId = `sim-${shop.run}-${shopper}-${++calls}`
      const response = await send(shop, call, requestId, attempt < shop.attempts)
      if (response === null) {
        await sleep(Math.min(PAUSE_AFTER_BREAK_MILLISECONDS * attempt, LONGEST_PAUSE_MILLISECONDS))
      } else if (response.status === 429 && attempt < shop.attempts) {
        shop.tally.refusal(call.operation, 'rate_limited')
        await sleep(Math.min(Number(response.headers.get('retry-after') ?? 1), LONGEST_RETRY_AFTER_SECONDS) * 1000)
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

/** Null when no answer came and it may be tried again. */
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
    if (!retriable) throw new Fault(operation, `no answer after ${shop.attempts} tries: ${reasonOf(error)}`, requestId)
    shop.tally.repetitions.networkRetries++
    return null
  }
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
    throw fault(`the answer is not what was promised: ${issue?.path.join('.')} ${issue?.message}`)
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

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message
}
