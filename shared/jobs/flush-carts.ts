import { callRoutine } from '../platform/db/database.ts'
import { BATCH_SIZE, JobResult, type RunOnce } from './job.ts'

/**
 * Throws away guests' carts that nobody used. There is nothing to write back: a cart lives in Postgres, where every change
 * is before it is acknowledged (docs/decisions/0008-carts-live-in-postgres.md).
 */
export const flushCarts: RunOnce = ({ database }) =>
  callRoutine(database, 'flush_carts', { limit: BATCH_SIZE }, JobResult)
