/** What is known of where an error was logged: the request's id, the operation, the line's own words. */
export type ErrorFacts = Readonly<Record<string, unknown>>
type Report = (error: unknown, facts: ErrorFacts) => void

let report: Report = () => {}

/**
 * Every error that is logged goes there as well. Set once, by the entry of a process or an isolate; what is not set goes
 * nowhere. So nothing that handles an error knows who collects them, and none can be forgotten.
 */
export function reportErrorsTo(receiver: Report): void {
  report = receiver
}

export const reportError: Report = (error, facts) => report(error, facts)
