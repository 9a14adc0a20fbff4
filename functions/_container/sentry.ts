import { nameTracesWith } from '#instruments'
import type { Configuration } from '../../shared/configuration/configuration.ts'
import { describeError } from '../../shared/observability/describe-error.ts'
import { type ErrorFacts, reportErrorsTo } from '../../shared/observability/error-reports.ts'

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
  reportErrorsTo((error, facts) => {
    // As the log tells it: Postgres and query builders put values into errors.
    const { type, message, stack } = describeError(error)
    const told = Object.assign(new Error(String(message)), {
      name: String(type ?? 'Error'),
      stack: String(stack ?? ''),
    })
    Sentry.captureException(told, { tags: tagsOf(facts), extra: { line: facts.msg } })
  })
  return { stop: async () => void (await Sentry.close(FLUSH_MILLISECONDS)) }
}

function tagsOf(facts: ErrorFacts): Record<string, string> {
  const known = ['request_id', 'operation', 'job', 'topic'].flatMap((name) => {
    return typeof facts[name] === 'string' ? [[name, facts[name]]] : []
  })
  return Object.fromEntries(known)
}

const withoutUrls = (attributes: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.startsWith('url.')))
