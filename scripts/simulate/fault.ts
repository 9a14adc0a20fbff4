import type { Operation } from './operations.ts'

/** The shop broke its contract. Ends the visit and fails the run. */
export class Fault extends Error {
  override name = 'Fault'
  readonly operation: Operation
  /** To search the shop's log; null when there was no response. */
  readonly requestId: string | null

  constructor(operation: Operation, message: string, requestId: string | null) {
    super(message)
    this.operation = operation
    this.requestId = requestId
  }
}

/** The run was stopped during the visit. */
export class Interruption extends Error {
  override name = 'Interruption'
}
