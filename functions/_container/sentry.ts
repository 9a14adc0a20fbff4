import { nameTracesWith } from '#instruments'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { reportErrorsTo } from '../../shared/platform/observability/error-reports.ts'

/** What was not sent by then is lost with the process. */
const FLUSH_MILLISECONDS = 2_000

/**
 * Sends errors and traces to Sentry, where `SENTRY_DSN` says so; else nothing is loaded and nothing sent. What a shopper
 * sent stays here: no body, header, cookie, query or address goes along.
 */
export async function startSentry({ sentry, debug }: Configuration): Promise<{ stop(): Promise<void> }> {
  if (sentry === undefined) return { stop: async () => {} }
  const Sentry = await import('@sentry/node')
  Sentry.init({
    dsn: sentry.dsn,
    ...(sentry.release === undefined ? {} : { release: sentry.release }),
    environment: debug ? 'development' : 'production',
    tracesSampleRate: sentry.tracesSampleRate,
    maxBreadcrumbs: 0,
    dataCollection: { userInfo: false, cookies: false, httpHeaders: false, httpBodies: [], urlQueryParams: false },
    // A path has ids, and the id of a guest's cart is all it takes to change it: operations name what was done.
    beforeSend: ({ request: _, transaction: __, ...event }) => event,
    beforeSendSpan: (span) => ({ ...span, attributes: withoutUrls(span.attributes) }),
  })
  nameTracesWith((operation) => {
    const span = Sentry.getActiveSpan()
    if (span !== undefined) Sentry.updateSpanName(span, operation)
  })
  reportErrorsTo(({ error, tags, line }) => {
    Sentry.captureException(error, { tags, extra: { line } })
    return undefined
  })
  return { stop: async () => void (await Sentry.close(FLUSH_MILLISECONDS)) }
}

const withoutUrls = (attributes: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.startsWith('url.')))
