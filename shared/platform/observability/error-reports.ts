/** What is known of where an error was logged: the request's id, the operation, the line's own words. */
type ErrorFacts = Readonly<Record<string, unknown>>

/** An error as the log tells it, without the values that it was about. */
export interface ErrorReport {
  error: Error
  tags: Record<string, string>
  /** The words of its line. */
  line: unknown
}

/** Resolves when the report has arrived or cannot; a process that lives on need not say when. */
type Receiver = (report: ErrorReport) => Promise<void> | undefined

const TAGS = ['request_id', 'operation', 'job', 'topic']

let receive: Receiver = () => undefined
const underWay = new Map<string, Promise<void>[]>()

/**
 * Every error that is logged goes there as well. Set once, by the entry of a process or an isolate; what is not set goes
 * nowhere. So nothing that handles an error knows who collects them, and none can be forgotten.
 */
export function reportErrorsTo(receiver: Receiver): void {
  receive = receiver
}

/** @param described what `describeError` says of it */
export function reportError({ type, message, stack }: Record<string, unknown>, facts: ErrorFacts): void {
  const error = new Error(String(message))
  Object.assign(error, { name: String(type ?? 'Error'), stack: String(stack ?? '') })
  const tags = TAGS.flatMap((name) => (typeof facts[name] === 'string' ? [[name, facts[name]]] : []))
  const arrival = receive({ error, tags: Object.fromEntries(tags), line: facts.msg })
  const id = facts.request_id
  if (arrival !== undefined && typeof id === 'string') underWay.set(id, [...(underWay.get(id) ?? []), arrival])
}

/** What is still on its way of the errors of a request: an isolate may end as soon as nothing is waited for. */
export function reportsUnderWay(requestId: string): Promise<unknown> | undefined {
  const reports = underWay.get(requestId)
  underWay.delete(requestId)
  return reports && Promise.allSettled(reports)
}
