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
import { type ErrorReport, reportErrorsTo } from '../../shared/platform/observability/error-reports.ts'
import { logger } from '../../shared/platform/observability/logger.ts'

/** Whoever waits for an answer does not wait for Sentry; but an isolate is kept for no longer than this. */
const PATIENCE_MILLISECONDS = 5_000

/**
 * Sends errors to Sentry from any runtime that has `fetch`, where `SENTRY_DSN` says so. Of the SDK it takes what makes an
 * event and its envelope and what heeds Sentry's limits, not its client: that one keeps its state for a process and patches
 * what is global, and is three times as large. What a shopper sent is in no report.
 */
export function sendErrorsToSentry(configuration: Configuration): void {
  const { sentry, debug } = configuration
  const dsn = sentry === undefined ? undefined : makeDsn(sentry.dsn)
  if (dsn === undefined) return
  const log = logger(configuration)
  const url = getEnvelopeEndpointWithUrlEncodedAuth(dsn)
  const transport = createTransport({ recordDroppedEvent: () => {} }, ({ body }) => post(url, body))
  const parseStack = createStackParser(nodeStackLineParser())
  const known = {
    environment: debug ? 'development' : 'production',
    ...(sentry?.release === undefined ? {} : { release: sentry.release }),
  }

  reportErrorsTo(async ({ error, tags, line }: ErrorReport) => {
    const event = {
      event_id: crypto.randomUUID().replaceAll('-', ''),
      timestamp: Date.now() / 1_000,
      platform: 'javascript',
      level: 'error' as const,
      ...known,
      tags,
      extra: { line },
      exception: { values: [exceptionFromError(parseStack, error)] },
    }
    try {
      const { statusCode = 200 } = await transport.send(createEventEnvelope(event, dsn))
      if (statusCode >= 400) log.warn({ status: statusCode, ...tags }, 'Sentry refused a report')
    } catch (failure) {
      log.warn({ err: failure, ...tags }, 'Sentry does not answer')
    }
  })
}

async function post(url: string, body: string | Uint8Array) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), signal })
  // What it says is not needed, but must be read to its end.
  await response.arrayBuffer()
  const header = (name: string) => response.headers.get(name)
  const headers = { 'x-sentry-rate-limits': header('x-sentry-rate-limits'), 'retry-after': header('retry-after') }
  return { statusCode: response.status, headers }
}
