import { callRoutine } from '../platform/db/database.ts'
import { BATCH_SIZE, JobResult, type RunOnce } from './job.ts'

/**
 * Deletes unused guest carts. Nothing has to be written back: carts live in Postgres
 * (decision 8 in docs/decisions.md).
 */
export const flushCarts: RunOnce = ({ database }) =>
  callRoutine(database, 'flush_carts', { limit: BATCH_SIZE }, JobResult)
