import * as z from 'zod'
import { Money, PositiveMoney, Sku, Timestamp } from '../values.ts'

const Units = z
  .array(z.strictObject({ sku: Sku, quantity: z.int().min(1).max(1_000_000) }))
  .max(200)
  .refine((units) => new Set(units.map(({ sku }) => sku)).size === units.length, 'must not contain a SKU twice')

export const RefundOrderBody = z
  .strictObject({
    amount: PositiveMoney.max(2_147_483_647).optional().meta({ description: 'The amount to refund, in minor units.' }),
    lines: Units.min(1).optional().meta({ description: 'Or the units to refund, at the price paid.' }),
    reason: z.string().trim().min(1).max(500),
    restock: Units.default([]).meta({ description: 'Returned units to put back into stock.' }),
  })
  .refine(({ amount, lines }) => (amount === undefined) !== (lines === undefined), {
    path: ['amount'],
    message: 'either amount or lines is required, not both',
  })
  .meta({ example: { amount: 500, reason: 'Two eggs were broken' } })
export type RefundOrderRequest = z.output<typeof RefundOrderBody>

export const Refund = z
  .object({
    id: z.string(),
    orderId: z.string(),
    amount: Money,
    reason: z.string(),
    status: z.enum(['requested', 'succeeded', 'failed', 'not_charged', 'withdrawn']).meta({
      description:
        '`not_charged`: the payment is only authorised; packing the order captures less. `withdrawn`: a dispute of the payment opened first; nothing is paid.',
    }),
    failure: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lines: z.array(z.object({ sku: Sku, quantity: z.int(), amount: Money })),
  })
  .meta({ id: 'Refund' })
export type Refund = z.output<typeof Refund>

/** The result of `refund_record`. */
export const RefundRecord = Refund.extend({ createdAt: Timestamp })
