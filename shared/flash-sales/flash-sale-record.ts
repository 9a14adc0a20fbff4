import * as z from 'zod'
import { ruleWhen } from '../refine-when.ts'
import { Instant, LARGEST_PRICE, Money, Sku, Timestamp } from '../values.ts'

/** A flash sale as staff see it, and as `flash_sale_record.sql` answers it. */
export const FlashSaleRecord = z
  .object({
    id: z.string(),
    sku: Sku,
    price: Money,
    allocation: z.int(),
    claimed: z.int().meta({ description: 'Units of claims that wait to be bought, and of those that were.' }),
    bought: z.int().meta({ description: 'Units that were ordered.' }),
    perCustomerLimit: z.int(),
    startsAt: Timestamp,
    endsAt: Timestamp,
    active: z.boolean(),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'FlashSaleRecord' })
export type FlashSaleRecord = z.output<typeof FlashSaleRecord>

const Units = z.int().min(1).max(100_000_000)
const WINDOW_FAULT = 'must lie after startsAt'

const fields = {
  price: Money.max(LARGEST_PRICE),
  allocation: Units.meta({ description: 'Units that are taken out of ordinary stock.' }),
  perCustomerLimit: Units,
  startsAt: Instant,
  endsAt: Instant,
}

export const CreateFlashSaleBody = z
  .strictObject({ sku: Sku, ...fields })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    ...{ path: ['endsAt'], message: WINDOW_FAULT },
    when: ruleWhen(z.object({ startsAt: Instant, endsAt: Instant })),
  })
  .meta({
    example: {
      ...{ sku: 'MILK-0001', price: 990, allocation: 500, perCustomerLimit: 1 },
      ...{ startsAt: '2026-12-24T04:00:00Z', endsAt: '2026-12-24T05:00:00Z' },
    },
  })
export type CreateFlashSaleRequest = z.output<typeof CreateFlashSaleBody>

/** What is sent is changed, what is not sent stays. A sale keeps its product. */
export const UpdateFlashSaleBody = z
  .strictObject({ ...fields, active: z.boolean().meta({ description: '`false` ends the sale for good.' }) })
  .partial()
  .meta({ example: { allocation: 800 } })
export type UpdateFlashSaleRequest = z.output<typeof UpdateFlashSaleBody>

/** What the table says to a change that does not fit to what is stored. */
export const flashSaleFaults = {
  flash_sales_window: { path: 'endsAt', message: WINDOW_FAULT },
  flash_sales_claimed_within_allocation: { path: 'allocation', message: 'must not be below what is claimed' },
} as const

/** The same by the table's columns; only what is there. */
export function flashSaleColumns({ perCustomerLimit, startsAt, endsAt, ...same }: UpdateFlashSaleRequest) {
  return { ...same, per_customer_limit: perCustomerLimit, starts_at: startsAt, ends_at: endsAt }
}
