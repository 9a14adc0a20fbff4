import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Reply } from '../../shared/platform/http/reply.ts'

/** Below this, headers and a second packet weigh more than what is saved. */
const SMALLEST_BYTES = 1_024
/** The levels for content that is compressed for each response: higher ones take several times as long for a few percent. */
const BROTLI_QUALITY = 4
const GZIP_LEVEL = 6
/** Images and archives are compressed already. */
const COMPRESSIBLE = /^(text\/(?!event-stream)|application\/([\w.-]+\+)?(json|xml|javascript|yaml)\b|image\/svg\+xml)/i

type Coding = 'br' | 'gzip'

const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }
const compressors: Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>> = {
  br: async (bytes) => copied(await promisify(brotliCompress)(bytes, brotliOptions)),
  gzip: async (bytes) => copied(await promisify(gzip)(bytes, { level: GZIP_LEVEL })),
}
const copied = (buffer: Buffer) => Uint8Array.from(buffer)

/** Compressed forms of bodies that are sent more than once: those of cached values. */
const compressed: Record<Coding, WeakMap<Uint8Array, Promise<Uint8Array<ArrayBuffer>>>> = {
  br: new WeakMap(),
  gzip: new WeakMap(),
}
const encoder = new TextEncoder()

/**
 * Compresses a response with Brotli or gzip when the client accepts it (RFC 9110, 12.5.3) and it is worth the time. Platforms
 * at the edge do the same themselves. The entity tag becomes weak, because the bytes are others than those of the
 * uncompressed response; conditional requests accept both forms.
 */
export async function compress(request: Request, answered: Reply | Response): Promise<Reply | Response> {
  const coding = chooseCoding(request.headers.get('accept-encoding'))
  if (coding === null || request.method === 'HEAD') return answered
  return answered instanceof Response ? compressResponse(answered, coding) : compressReply(answered, coding)
}

async function compressReply(reply: Reply, coding: Coding): Promise<Reply> {
  const { body, headers } = reply
  if (body === null || body.length < SMALLEST_BYTES || !isCompressible(new Headers(headers))) return reply
  return {
    ...reply,
    body: await compressBody(body, coding),
    headers: { ...headers, ...encodedHeaders(headers.etag, coding) },
  }
}

function compressBody(body: string | Uint8Array<ArrayBuffer>, coding: Coding): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof body === 'string') return compressors[coding](encoder.encode(body))
  const existing = compressed[coding].get(body) ?? compressors[coding](body)
  compressed[coding].set(body, existing)
  return existing
}

/** A body in memory is compressed. A stream is passed on as it is, so that its reader waits for nothing. */
async function compressResponse(response: Response, coding: Coding): Promise<Response> {
  if (response.body === null || !isCompressible(response.headers)) return response
  const { chunk, rest } = await readFirst(response.body)
  const init = { status: response.status, headers: new Headers(response.headers) }
  if (rest !== null) return new Response(rest, init)
  if (chunk.byteLength < SMALLEST_BYTES) return new Response(chunk, init)
  init.headers.delete('content-length')
  const added = encodedHeaders(response.headers.get('etag') ?? undefined, coding)
  for (const [name, value] of Object.entries(added)) init.headers.set(name, value)
  return new Response(await compressors[coding](chunk), init)
}

/** The only chunk of a body in memory; or, of a stream, `rest` with all its chunks. */
async function readFirst(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = body.getReader()
  const first = await reader.read()
  const chunk = first.value ?? new Uint8Array()
  if (first.done) return { chunk, rest: null }
  const second = reader.read()
  const isWhole = await Promise.race([second.then(({ done }) => done), nextTurn()])
  return { chunk, rest: isWhole ? null : continued(chunk, second, reader) }
}

/** A body in memory has ended by then. */
const nextTurn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)))

function continued(
  chunk: Uint8Array<ArrayBuffer>,
  second: ReturnType<ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>['read']>,
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = second
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(chunk),
    async pull(controller) {
      const { done, value } = await next
      if (done) return controller.close()
      controller.enqueue(value)
      next = reader.read()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

function isCompressible(headers: Headers): boolean {
  return (
    COMPRESSIBLE.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !headers.has('content-range') &&
    !/\bno-transform\b/i.test(headers.get('cache-control') ?? '')
  )
}

function encodedHeaders(etag: string | undefined, coding: Coding): Record<string, string> {
  const weak = etag === undefined || etag.startsWith('W/') ? etag : `W/${etag}`
  return { 'content-encoding': coding, ...(weak === undefined ? {} : { etag: weak }) }
}

/** The accepted coding of the highest quality; Brotli if both have the same. Null for an uncompressed response. */
export function chooseCoding(accepted: string | null): Coding | null {
  if (accepted === null) return null
  const qualities = new Map<string, number>()
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    const [, quality = '1'] = parameters.map((text) => /^q=(.*)$/.exec(text)).find((match) => match !== null) ?? []
    qualities.set(name === 'x-gzip' ? 'gzip' : name, Number(quality))
  }
  const qualityOf = (name: string) => qualities.get(name) ?? qualities.get('*') ?? 0
  const [brotli, zipped] = [qualityOf('br'), qualityOf('gzip')]
  const best = brotli >= zipped ? 'br' : 'gzip'
  const identity = qualities.get('identity') ?? 0
  return qualityOf(best) > 0 && qualityOf(best) >= identity ? best : null
}
