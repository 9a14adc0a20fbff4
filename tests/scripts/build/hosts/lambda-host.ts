/// A Node program that calls a handler like AWS Lambda does for a function URL, and for a schedule at `/event`.
import { createServer } from 'node:http'
import { PassThrough, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

interface Metadata {
  statusCode: number
  headers: Record<string, string>
  cookies: string[]
}
type Handler = (event: unknown, stream: Writable) => Promise<void>

/** Lambda sends status and headers before the body, but only after the first write. */
class ResponseStream extends PassThrough {
  metadata: Metadata | undefined
  preludeSent = false
  override write(chunk: unknown): boolean {
    this.preludeSent = true
    return typeof chunk === 'string' && chunk === '' ? true : super.write(chunk)
  }
}

const [file = ''] = process.argv.slice(2)
Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => handler,
    HttpResponseStream: {
      from: (stream: ResponseStream, metadata: Metadata) => Object.assign(stream, { metadata }),
    },
  },
})
const { handler }: { handler: Handler } = await import(file)

/** Lambda joins headers of the same name, and encodes bodies that are not text in Base64. */
function eventOf(method: string, url: URL, headers: Record<string, string>, body: Buffer) {
  const text = /^(text\/|application\/(json|problem\+json|x-www-form-urlencoded))/.test(headers['content-type'] ?? '')
  const { cookie, ...others } = headers
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: others,
    requestContext: {
      domainName: 'abc123.lambda-url.ap-east-1.on.aws',
      http: { method, path: url.pathname, protocol: 'HTTP/1.1', sourceIp: '198.51.100.7', userAgent: 'test' },
      requestId: crypto.randomUUID(),
    },
    ...(body.byteLength === 0 ? {} : { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.byteLength > 0 && !text,
  }
}

const server = createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url ?? '/', 'http://x')
  const body = await buffer(incoming)
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
  const schedule = url.pathname === '/event'
  const event = schedule ? JSON.parse(body.toString()) : eventOf(incoming.method ?? 'GET', url, headers, body)
  const stream = new ResponseStream()
  const bytes = buffer(stream)
  const ended = await handler(event, stream).then(
    () => 'ok',
    (error: unknown) => `failed: ${error}`,
  )
  if (schedule) return outgoing.end(ended)
  const { metadata, preludeSent } = stream
  if (metadata === undefined || !preludeSent) return outgoing.writeHead(502).end('no prelude')
  const cookies = metadata.cookies.map((cookie) => ['set-cookie', cookie])
  outgoing.writeHead(metadata.statusCode, [...Object.entries(metadata.headers), ...cookies].flat())
  outgoing.end(await bytes)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`Listening on http://127.0.0.1:${port}\n`)
})
