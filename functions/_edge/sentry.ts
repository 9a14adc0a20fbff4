import {
  createEventEnvelope,
  createStackParser,
  createTransport,
  exceptionFromError,
  getEnvelopeEndpointWithUrlEncodedAuth,
  makeDsn,
} from '@sentry/core'
import { nodeStackLineParser } from '@sentry/core/server'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { type ErrorReport, setErrorReporter } from '../../shared/platform/observability/error-reporter.ts'
import { logger } from '../../shared/platform/observability/logger.ts'

/** Responses do not wait for Sentry. This limits how long a report keeps the isolate running. */
const TIMEOUT_MILLISECONDS = 5_000

/**
 * Sends errors to Sentry from any runtime with `fetch`, if `SENTRY_DSN` is set. It uses only the event, envelope and
 * transport of the SDK. The SDK's client is three times as large, patches globals and has state for one process.
 * Reports contain no data that a shopper sent.
 */
export function sendErrorsToSentry(configuration: Configuration): void {
  const { sentry, debug } = configuration
  const dsn = sentry === undefined ? undefined : makeDsn(sentry.dsn)
  if (dsn === undefined) return
  const log = logger(configuration)
  const url = getEnvelopeEndpointWithUrlEncodedAuth(dsn)
  const transport = createTransport({ recordDroppedEvent: () => {} }, ({ body }) => post(url, body))
  const parseStack = createStackParser(nodeStackLineParser())
  const release = {
    environment: debug ? 'development' : 'production',
    ...(sentry?.release === undefined ? {} : { release: sentry.release }),
  }

  setErrorReporter(async ({ error, tags, line }: ErrorReport) => {
    const event = {
      event_id: crypto.randomUUID().replaceAll('-', ''),
      timestamp: Date.now() / 1_000,
      platform: 'javascript',
      level: 'error' as const,
      ...release,
      tags,
      extra: { line },
      exception: { values: [exceptionFromError(parseStack, error)] },
    }
    try {
      const { statusCode = 200 } = await transport.send(createEventEnvelope(event, dsn))
      if (statusCode >= 400) log.warn({ status: statusCode, ...tags }, 'Sentry rejected a report')
    } catch (failure) {
      log.warn({ err: failure, ...tags }, 'Sentry does not respond')
    }
  })
}

async function post(url: string, body: string | Uint8Array) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS)
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), signal })
  // The body must be consumed to free the connection.
  await response.arrayBuffer()
  const header = (name: string) => response.headers.get(name)
  const headers = { 'x-sentry-rate-limits': header('x-sentry-rate-limits'), 'retry-after': header('retry-after') }
  return { statusCode: response.status, headers }
}
