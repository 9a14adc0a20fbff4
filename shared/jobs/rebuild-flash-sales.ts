import * as z from 'zod'
import { rebuildGate } from '../flash-sales/gate/gate.ts'
import { callRoutine } from '../platform/db/database.ts'
import { KeyValueStoreUnavailable } from '../platform/kv/key-value-store.ts'
import { BATCH_SIZE, type RunOnce } from './job.ts'

const Running = z.object({ saleIds: z.array(z.string()), remaining: z.int() })

/**
 * Makes the gates say what the database says: claims that were bought, orders that gave their units back, and all of it
 * after Redis has lost it. A gate that another has just rebuilt is left alone. While Redis is away there are none.
 */
export const rebuildFlashSales: RunOnce = async ({ database, kv }) => {
  const { saleIds, remaining } = await callRoutine(database, 'running_flash_sales', { limit: BATCH_SIZE }, Running)
  let processed = 0
  try {
    for (const saleId of saleIds) {
      if ((await rebuildGate(kv, database, saleId)) === 'installed') processed++
    }
  } catch (error) {
    if (!(error instanceof KeyValueStoreUnavailable)) throw error
    return { processed, remaining: remaining + saleIds.length - processed }
  }
  return { processed, remaining }
}
