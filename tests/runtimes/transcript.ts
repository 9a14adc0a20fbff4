import { expect } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'

export interface RequestOptions {
  /** Sent as JSON; text is sent unchanged. */
  body?: unknown
  headers?: Record<string, string>
}

/** A request with its answer. */
export interface Exchange {
  operation: string
  method: string
  path: string
  options: RequestOptions
  status: number
  headers: Record<string, string>
  /** Parsed, where it is JSON. */
  body: ReturnType<typeof JSON.parse>
}

/** Sends a request to a runtime or to the router. */
export type Fetch = (request: Request) => Promise<Response>

const definitions = new Map(manifest.map(({ definition }) => [definition.operation, definition]))
/** Headers that depend on the transport. */
const TRANSPORT_HEADERS = new Set([
  ...['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'server'],
])

export type Recorder = ReturnType<typeof createRecorder>

/** Sends requests in sequence and records the exchanges. */
export function createRecorder(fetch: Fetch, origin: string, fileOf: (operation: string) => string) {
  const exchanges: Exchange[] = []
  async function send(operation: string, path: string, options: RequestOptions = {}, way?: string): Promise<Exchange> {
    const method = way ?? definitions.get(operation)?.method ?? 'GET'
    const { body, headers = {} } = options
    const request = new Request(origin + path, {
      method,
      headers: {
        ...{ 'x-function': fileOf(operation), 'x-request-id': 'runtimes-suite', 'user-agent': 'runtimes', ...headers },
        ...(body === undefined || headers['content-type'] ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await fetch(request)
    const text = await response.text()
    const kept = [...response.headers].filter(([name]) => !TRANSPORT_HEADERS.has(name))
    // Bun adds a charset to all JSON; JSON is UTF-8 (RFC 8259).
    const named = kept.map(([name, value]) => [name, value.replace(/(?<=^application\/json);charset=utf-8$/, '')])
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '') && text !== ''
    const answer = {
      status: response.status,
      headers: Object.fromEntries(named),
      body: isJson ? JSON.parse(text) : text,
    }
    const one = { operation, method, path, options, ...answer }
    exchanges.push(one)
    return one
  }
  /** Like `send`, but throws unless the request succeeds. */
  async function sendOk(operation: string, path: string, options: RequestOptions = {}): Promise<Exchange> {
    const answer = await send(operation, path, options)
    if (answer.status < 300) return answer
    throw new Error(`${answer.method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`)
  }
  return { send, sendOk, exchanges }
}

/** Random values are replaced by numbered placeholders; equal values get equal placeholders. */
const RANDOM_VALUES = [
  /\b[a-z]{3,7}_[0-9a-hjkmnp-tv-z]{26,}(?:\.[\w-]{20,})?/g,
  /\bwhsec_[\w+/=]+/g,
  /\b[0-9a-f]{64}\b/g,
  // A second factor: its secret, its codes and the recovery codes.
  /\b[A-Z2-7]{32}\b/g,
  /(?<="code":")\d{6}(?=")/g,
  /\b[a-z0-9]{4}(?:-[a-z0-9]{4}){3}\b/g,
  /(?<="accessToken":")[\w-]{40,}/g,
]
/** Times, and values signed with a time. */
const TIME_VALUES = [
  /\bey[\w-]+\.[\w-]+\.[\w-]+/g,
  /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g,
  /\bt=\d+,v1=[\w-]+/g,
  /X-Amz-Date=\w+|\d{8}(?=%2F)/g,
]
/** Durations, and the platform's transport to Redis. */
const PLATFORM_FIELDS = new Set(['milliseconds', 'oldestSeconds', 'transport'])
const withoutPlatformFields = (key: string, value: unknown) =>
  PLATFORM_FIELDS.has(key) && typeof value !== 'object' ? null : value

/** Fails at the first difference between two transcripts, apart from random values and times. */
export function expectSameTranscript(one: Recorder, other: Recorder): void {
  const expected = normalize(other.exchanges)
  for (const [place, exchanges] of normalize(one.exchanges).entries()) expect(exchanges).toEqual(expected[place])
  expect(one.exchanges.length).toBe(expected.length)
}

function normalize(exchanges: readonly Exchange[]) {
  const words = new Map<string, string>()
  const plain = (text: string) =>
    RANDOM_VALUES.reduce(
      (read, kind, index) =>
        read.replaceAll(kind, (word) => {
          const known = words.get(word) ?? `‹${index}.${words.size}›`
          words.set(word, known)
          return known
        }),
      TIME_VALUES.reduce((read, kind, index) => read.replaceAll(kind, `‹moment ${index}›`), text),
    )
  return exchanges.map(({ operation, method, path, status, headers, body }) => {
    // The container exposes metrics from memory; the edge logs them.
    if (operation === 'metrics') return { operation, status, type: headers['content-type'] }
    const kept = { ...headers, ...(headers.etag === undefined ? {} : { etag: 'there' }) }
    return JSON.parse(
      plain(JSON.stringify({ operation, method, path, status, headers: kept, body }, withoutPlatformFields)),
    )
  })
}
