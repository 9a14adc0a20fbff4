import * as z from 'zod'
import { callRoutine } from '../platform/db/database.ts'
import { BATCH_SIZE, JobResult, type RunOnce } from './job.ts'

const Ended = z.object({ processed: z.int() })

/** Ends orders that were not paid in time, flash-sale claims that lapsed and sales that are over, and gives back what they held. */
export const expireHolds: RunOnce = async ({ database }) => {
  const sales = await callRoutine(database, 'end_flash_sales', {}, Ended)
  const claims = await callRoutine(database, 'expire_claims', {}, Ended)
  const orders = await callRoutine(database, 'expire_orders', { limit: BATCH_SIZE }, JobResult)
  return { processed: sales.processed + claims.processed + orders.processed, remaining: orders.remaining }
}
