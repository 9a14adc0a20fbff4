import type { Caller } from '../platform/auth/access-token.ts'

/**
 * Who makes a change, and in which request. Handlers pass `{ ...caller, requestId }` as `actor` in the routine's
 * request; `audit.sql` reads it there.
 */
export interface Actor {
  customerId: string
  /** `system` for commands and jobs. */
  role: Caller['role'] | 'system'
  requestId: string
}
