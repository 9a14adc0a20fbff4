import { setTraceNamer } from '#instruments'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { setErrorReporter } from '../../shared/platform/observability/error-reporter.ts'

/** Reports that are not sent in this time are lost. */
const FLUSH_MILLISECONDS = 2_000

/**
 * Sends errors and traces to Sentry if `SENTRY_DSN` is set. Otherwise the SDK is not loaded. No data of shoppers is sent:
 * no body, header, cookie, query or address.
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
    // Paths contain ids, and the id of a guest's cart is enough to change the cart. Operation names are sent instead.
    beforeSend: ({ request: _, transaction: __, ...event }) => event,
    beforeSendSpan: (span) => ({ ...span, attributes: withoutUrls(span.attributes) }),
  })
  setTraceNamer((operation) => {
    const span = Sentry.getActiveSpan()
    if (span !== undefined) Sentry.updateSpanName(span, operation)
  })
  setErrorReporter(({ error, tags, line }) => {
    Sentry.captureException(error, { tags, extra: { line } })
    return undefined
  })
  return { stop: async () => void (await Sentry.close(FLUSH_MILLISECONDS)) }
}

const withoutUrls = (attributes: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.startsWith('url.')))
