import { callRoutine } from '../db/database.ts'
import { BATCH_SIZE, JobResult, type RunOnce } from './job.ts'

/** Ends orders that were not paid in time and gives back what they held. */
export const expireHolds: RunOnce = ({ database }) =>
  callRoutine(database, 'expire_orders', { limit: BATCH_SIZE }, JobResult)
