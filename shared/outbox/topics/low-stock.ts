import * as z from 'zod'
import { callRoutine } from '../../platform/db/database.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ sku: z.string(), available: z.int(), threshold: z.int() })

/** One mail tells what runs low within this time. Short: work of the outbox that is older than 5 minutes raises an alert. */
const WAIT_SECONDS = 120

/** What is to be had of a product fell to its threshold: somebody should order more of it. One row a fall, not an order. */
export const lowStock: Topic = {
  async deliver({ payload }, { database, log }) {
    const low = Payload.parse(payload)
    log.warn({ event: 'low_stock', ...low }, 'low stock')
    const { sku, available } = low
    await callRoutine(database, 'gather_low_stock', { sku, available, waitSeconds: WAIT_SECONDS }, z.object({}))
  },
}
