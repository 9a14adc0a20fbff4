import type { Caller } from '../identity/access-token.ts'

/**
 * Who changes something, and in which request. It goes into the routine's request under the key `actor`, where
 * `audit.sql` reads it: `{ ...caller, requestId }` in a handler.
 */
export interface Actor extends Caller {
  requestId: string
}
