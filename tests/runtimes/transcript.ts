import { expect } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'

export interface Sending {
  /** Sent as JSON; text is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
}

/** A request that was sent, with its answer as it came. */
export interface Told {
  operation: string
  method: string
  path: string
  sending: Sending
  status: number
  headers: Record<string, string>
  /** Parsed, where it is JSON. */
  body: ReturnType<typeof JSON.parse>
}

/** Sends a request to a function; an origin for its own, or the router. */
export type Fetch = (request: Request) => Promise<Response>

const definitions = new Map(manifest.map(({ definition }) => [definition.operation, definition]))
/** They say how and when an answer travelled. */
const OF_THE_WAY = new Set([
  ...['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'server'],
])

export type Teller = ReturnType<typeof tellerOf>

/** Tells requests one after the other, and keeps what came of them. */
export function tellerOf(fetch: Fetch, origin: string, fileOf: (operation: string) => string) {
  const told: Told[] = []
  async function tell(operation: string, path: string, sending: Sending = {}, way?: string): Promise<Told> {
    const method = way ?? definitions.get(operation)?.method ?? 'GET'
    const { body, headers = {} } = sending
    const request = new Request(origin + path, {
      method,
      headers: {
        ...{ 'x-function': fileOf(operation), 'x-request-id': 'of-the-runtimes-suite', ...headers },
        ...(body === undefined || headers['content-type'] ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await fetch(request)
    const text = await response.text()
    const kept = [...response.headers].filter(([name]) => !OF_THE_WAY.has(name))
    // Bun says so of all JSON; JSON is UTF-8 (RFC 8259).
    const named = kept.map(([name, value]) => [name, value.replace(/(?<=^application\/json);charset=utf-8$/, '')])
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '') && text !== ''
    const answer = {
      status: response.status,
      headers: Object.fromEntries(named),
      body: isJson ? JSON.parse(text) : text,
    }
    const one = { operation, method, path, sending, ...answer }
    told.push(one)
    return one
  }
  /** The same, where anything but success ends the story. */
  async function done(operation: string, path: string, sending: Sending = {}): Promise<Told> {
    const answer = await tell(operation, path, sending)
    if (answer.status < 300) return answer
    throw new Error(`${answer.method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`)
  }
  return { tell, done, told }
}

/** What is drawn by chance becomes a word of its kind and its place: what was the same is the same. */
const CHANCE = [
  /\b[a-z]{3,7}_[0-9a-hjkmnp-tv-z]{26,}(?:\.[\w-]{20,})?/g,
  /\bwhsec_[\w+/=]+/g,
  /\b[0-9a-f]{64}\b/g,
  /(?<="accessToken":")[\w-]{40,}/g,
]
/** What is of the moment: times, and what is signed with one. */
const MOMENT = [
  /\bey[\w-]+\.[\w-]+\.[\w-]+/g,
  /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g,
  /\bt=\d+,v1=[\w-]+/g,
  /X-Amz-Date=\w+|\d{8}(?=%2F)/g,
]
/** Durations, and how this platform reaches Redis. */
const OF_THE_PLATFORM = new Set(['milliseconds', 'oldestSeconds', 'transport'])
const withoutPlatform = (key: string, value: unknown) =>
  OF_THE_PLATFORM.has(key) && typeof value !== 'object' ? null : value

/** Two stories are the same, word for word but for what chance and the moment say. It fails at the first difference. */
export function expectAlike(one: Teller, other: Teller): void {
  const expected = plainly(other.told)
  for (const [place, told] of plainly(one.told).entries()) expect(told).toEqual(expected[place])
  expect(one.told.length).toBe(expected.length)
}

function plainly(told: readonly Told[]) {
  const words = new Map<string, string>()
  const plain = (text: string) =>
    CHANCE.reduce(
      (read, kind, index) =>
        read.replaceAll(kind, (word) => {
          const known = words.get(word) ?? `‹${index}.${words.size}›`
          words.set(word, known)
          return known
        }),
      MOMENT.reduce((read, kind, index) => read.replaceAll(kind, `‹moment ${index}›`), text),
    )
  return told.map(({ operation, method, path, status, headers, body }) => {
    // What the container counts in memory, the edge tells in its log.
    if (operation === 'metrics') return { operation, status, type: headers['content-type'] }
    const kept = { ...headers, ...(headers.etag === undefined ? {} : { etag: 'there' }) }
    return JSON.parse(plain(JSON.stringify({ operation, method, path, status, headers: kept, body }, withoutPlatform)))
  })
}
