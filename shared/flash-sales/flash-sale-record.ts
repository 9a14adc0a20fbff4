import * as z from 'zod'
import { refineWhen } from '../refine-when.ts'
import { Instant, LARGEST_PRICE, Money, Sku, Timestamp } from '../values.ts'

/** A flash sale for staff, as `flash_sale_record.sql` returns it. */
export const FlashSaleRecord = z
  .object({
    id: z.string(),
    sku: Sku,
    price: Money,
    allocation: z.int(),
    claimed: z.int().meta({ description: 'Units of open claims and of bought claims.' }),
    bought: z.int().meta({ description: 'Units of bought claims.' }),
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
const WINDOW_ERROR = 'must be after startsAt'

const fields = {
  price: Money.max(LARGEST_PRICE),
  allocation: Units.meta({ description: 'Units that are reserved from ordinary stock.' }),
  perCustomerLimit: Units,
  startsAt: Instant,
  endsAt: Instant,
}

export const CreateFlashSaleBody = z
  .strictObject({ sku: Sku, ...fields })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    ...{ path: ['endsAt'], message: WINDOW_ERROR },
    when: refineWhen(z.object({ startsAt: Instant, endsAt: Instant })),
  })
  .meta({
    example: {
      ...{ sku: 'MILK-0001', price: 990, allocation: 500, perCustomerLimit: 1 },
      ...{ startsAt: '2026-12-24T04:00:00Z', endsAt: '2026-12-24T05:00:00Z' },
    },
  })
export type CreateFlashSaleRequest = z.output<typeof CreateFlashSaleBody>

/** Fields that are not sent stay unchanged. The product of a sale cannot be changed. */
export const UpdateFlashSaleBody = z
  .strictObject({ ...fields, active: z.boolean().meta({ description: '`false` ends the sale for good.' }) })
  .partial()
  .meta({ example: { allocation: 800 } })
export type UpdateFlashSaleRequest = z.output<typeof UpdateFlashSaleBody>

/** Validation errors for the constraints that a change can violate together with the stored values. */
export const flashSaleConstraintErrors = {
  flash_sales_window: { path: 'endsAt', message: WINDOW_ERROR },
  flash_sales_claimed_within_allocation: { path: 'allocation', message: 'must not be below what is claimed' },
} as const

/** The request with the column names of the table. */
export function flashSaleColumns({ perCustomerLimit, startsAt, endsAt, ...rest }: UpdateFlashSaleRequest) {
  return { ...rest, per_customer_limit: perCustomerLimit, starts_at: startsAt, ends_at: endsAt }
}
