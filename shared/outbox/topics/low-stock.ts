import * as z from 'zod'
import { callRoutine } from '../../platform/db/database.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ sku: z.string(), available: z.int(), threshold: z.int() })

/** Products that run low within this time share one mail. Below 5 minutes: older outbox rows raise an alert. */
const WAIT_SECONDS = 120

/** The available quantity of a product fell to its threshold. One row for each time this happens. */
export const lowStock: Topic = {
  async deliver({ payload }, { database, log }) {
    const low = Payload.parse(payload)
    log.warn({ event: 'low_stock', ...low }, 'low stock')
    const { sku, available } = low
    await callRoutine(database, 'add_to_low_stock_mail', { sku, available, waitSeconds: WAIT_SECONDS }, z.object({}))
  },
}
