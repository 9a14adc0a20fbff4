import type { Caller } from '../platform/auth/access-token.ts'

/**
 * Who changes something, and in which request. It goes into the routine's request under the key `actor`, where
 * `audit.sql` reads it: `{ ...caller, requestId }` in a handler.
 */
export interface Actor {
  customerId: string
  /** `system` for what runs without anybody: a command, a job. */
  role: Caller['role'] | 'system'
  requestId: string
}
