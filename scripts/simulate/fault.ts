import type { Operation } from './operations.ts'

/** The shop did not do as it promised. Ends the shopper's visit, and makes the run a failed one. */
export class Fault extends Error {
  override name = 'Fault'
  readonly operation: Operation
  /** By which the shop's log can be searched; null when no answer came. */
  readonly requestId: string | null

  constructor(operation: Operation, message: string, requestId: string | null) {
    super(message)
    this.operation = operation
    this.requestId = requestId
  }
}

/** The visit was broken off: the run was stopped. */
export class Interruption extends Error {
  override name = 'Interruption'
}
