/** The fields of the log line: request id, operation, message. */
type ErrorFacts = Readonly<Record<string, unknown>>

/** An error as described for the log, without data. */
export interface ErrorReport {
  error: Error
  tags: Record<string, string>
  /** The message of the log line. */
  line: unknown
}

/** Resolves when the report was sent or has failed. A long-running process may return undefined. */
type Receiver = (report: ErrorReport) => Promise<void> | undefined

const TAGS = ['request_id', 'operation', 'job', 'topic']

let receive: Receiver = () => undefined
const pending = new Map<string, Promise<void>[]>()

/**
 * Sets the receiver of all logged errors. The entry of a process or isolate calls it once. Code that handles errors only
 * logs them, so no report can be missed.
 */
export function setErrorReporter(receiver: Receiver): void {
  receive = receiver
}

/** The first argument is the result of `describeError`. */
export function reportError({ type, message, stack }: Record<string, unknown>, facts: ErrorFacts): void {
  const error = new Error(String(message))
  Object.assign(error, { name: String(type ?? 'Error'), stack: String(stack ?? '') })
  const tags = TAGS.flatMap((name) => (typeof facts[name] === 'string' ? [[name, facts[name]]] : []))
  const delivery = receive({ error, tags: Object.fromEntries(tags), line: facts.msg })
  const id = facts.request_id
  if (delivery !== undefined && typeof id === 'string') pending.set(id, [...(pending.get(id) ?? []), delivery])
}

/** The pending reports of a request. An isolate must wait for them, because it may end after the response. */
export function pendingReports(requestId: string): Promise<unknown> | undefined {
  const reports = pending.get(requestId)
  pending.delete(requestId)
  return reports && Promise.allSettled(reports)
}
