import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pino from 'pino'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { loggerOptions, loggers } from '../../shared/platform/observability/logger.ts'
import { environment } from './environment.ts'
import { type BundleOptions, isolate } from './isolate.ts'
import type { RunJobs } from './jobs.ts'

/** The event of a function URL, payload format 2.0. */
interface HttpEvent {
  rawPath: string
  rawQueryString: string
  headers: Record<string, string>
  cookies?: string[]
  body?: string
  isBase64Encoded: boolean
  requestContext: { domainName: string; http: { method: string; sourceIp: string } }
}
/** The event of the schedule in the template. */
interface JobEvent {
  job: string
}
type Handler = (event: HttpEvent | JobEvent, stream: Writable) => Promise<void>
interface Metadata {
  statusCode: number
  headers: Record<string, string>
  cookies: string[]
}
/** A global of Lambda's Node runtime. */
declare const awslambda: {
  streamifyResponse(handler: Handler): Handler
  HttpResponseStream: { from(stream: Writable, metadata: Metadata): Writable }
}

/** An AWS Lambda function behind a streaming function URL. With `runJobs`, its schedule runs the jobs. */
export function lambda(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}, runJobs?: RunJobs): Handler {
  const handle = isolate(fn, extras)
  let logsToStdout = false
  return awslambda.streamifyResponse(async (event, stream) => {
    const env = environment(extras)
    if (!logsToStdout) logToStdout(env, extras)
    logsToStdout = true
    if ('job' in event) {
      await runJobs?.([event.job], env, extras)
      stream.end()
      return
    }
    // Lambda freezes the process when this handler returns, so deferred work must complete before.
    const deferred: Promise<unknown>[] = []
    const response = await handle(toRequest(event), env, {
      connectionAddress: event.requestContext.http.sourceIp,
      waitUntil: (work) => void deferred.push(work),
    })
    await send(response, stream)
    await Promise.all(deferred)
  })
}

/** Lambda's console adds a prefix to each line, so that it is no longer JSON. */
function logToStdout(env: Record<string, unknown>, { uses }: BundleOptions): void {
  try {
    const configuration = getConfiguration(env, uses)
    loggers.bind(configuration, pino(loggerOptions(configuration, (line) => void process.stdout.write(`${line}\n`))))
  } catch {
    // The response to the request reports the invalid configuration.
  }
}

function toRequest({ rawPath, rawQueryString, headers, cookies, body, isBase64Encoded, requestContext }: HttpEvent) {
  const { domainName, http } = requestContext
  const url = `https://${domainName}${rawPath}${rawQueryString === '' ? '' : `?${rawQueryString}`}`
  const sent = new Headers(headers)
  if (cookies !== undefined) sent.set('cookie', cookies.join('; '))
  const hasBody = body !== undefined && !['GET', 'HEAD'].includes(http.method)
  const bytes = hasBody ? Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') : null
  return new Request(url, { method: http.method, headers: sent, body: bytes && new Uint8Array(bytes) })
}

async function send(response: Response, stream: Writable): Promise<void> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'))
  const metadata = { statusCode: response.status, headers, cookies: response.headers.getSetCookie() }
  const out = awslambda.HttpResponseStream.from(stream, metadata)
  // Lambda sends status and headers with the first write, so an empty body needs a write too.
  out.write('')
  if (response.body === null) await new Promise<void>((resolve) => out.end(resolve))
  else await pipeline(Readable.from(readChunks(response.body)), out)
}

async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
}
