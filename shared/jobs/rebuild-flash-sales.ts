import * as z from 'zod'
import { rebuildGate } from '../flash-sales/gate/gate.ts'
import { callRoutine } from '../platform/db/database.ts'
import { KeyValueStoreUnavailable } from '../platform/kv/key-value-store.ts'
import { BATCH_SIZE, type RunOnce } from './job.ts'

const Running = z.object({ saleIds: z.array(z.string()), remaining: z.int() })

/**
 * Rebuilds the flash-sale gates in Redis from the database: bought claims, released units, and everything after Redis
 * has lost its data. A gate that another process has just rebuilt is skipped. Without Redis nothing is rebuilt.
 */
export const rebuildFlashSales: RunOnce = async ({ database, kv }) => {
  const { saleIds, remaining } = await callRoutine(database, 'list_running_flash_sales', { limit: BATCH_SIZE }, Running)
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
