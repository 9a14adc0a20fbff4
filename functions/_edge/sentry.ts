import { createStackParser, createTransport, Scope } from '@sentry/core'
import { nodeStackLineParser, ServerRuntimeClient } from '@sentry/core/server'
import type { Configuration } from '../../shared/configuration/configuration.ts'
import { type ErrorReport, reportErrorsTo } from '../../shared/observability/error-reports.ts'
import { logger } from '../../shared/observability/logger.ts'

/** Whoever waits for an answer does not wait for Sentry; but an isolate is kept for no longer than this. */
const PATIENCE_MILLISECONDS = 5_000

/**
 * Sends errors to Sentry from any runtime that has `fetch`, where `SENTRY_DSN` says so. Each report has a client of its
 * own: a request at the edge may not wait for what another one sends. What a shopper sent is in no report.
 */
export function sendErrorsToSentry(configuration: Configuration): void {
  if (configuration.sentry === undefined) return
  reportErrorsTo((report) => send(report, configuration))
}

async function send({ error, tags, line }: ErrorReport, configuration: Configuration): Promise<void> {
  const { sentry, debug } = configuration
  const client = new ServerRuntimeClient({
    ...(sentry?.dsn === undefined ? {} : { dsn: sentry.dsn }),
    ...(sentry?.release === undefined ? {} : { release: sentry.release }),
    environment: debug ? 'development' : 'production',
    platform: 'javascript',
    integrations: [],
    stackParser: createStackParser(nodeStackLineParser()),
    traceLifecycle: 'static',
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const sent = await post(options.url, body)
        if (sent.status >= 400) logger(configuration).warn({ status: sent.status, ...tags }, 'Sentry refused a report')
        return { statusCode: sent.status }
      }),
  })
  client.captureException(error, { captureContext: { tags, extra: { line } } }, new Scope())
  await client.flush(PATIENCE_MILLISECONDS)
}

/** Its answer says nothing that we need, and must be read to its end. */
async function post(url: string, body: string | Uint8Array): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(bytesOf(body)), signal })
  await response.arrayBuffer()
  return response
}

const bytesOf = (body: string | Uint8Array) => (typeof body === 'string' ? new TextEncoder().encode(body) : body)
