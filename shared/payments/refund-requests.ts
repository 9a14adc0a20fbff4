import * as z from 'zod'
import { Money, PositiveMoney, Sku } from '../values.ts'

const Units = z
  .array(z.strictObject({ sku: Sku, quantity: z.int().min(1).max(1_000_000) }))
  .max(200)
  .refine((units) => new Set(units.map(({ sku }) => sku)).size === units.length, 'names a SKU twice')

export const RefundOrderBody = z
  .strictObject({
    amount: PositiveMoney.max(2_147_483_647).optional().meta({ description: 'What to give back, in minor units.' }),
    lines: Units.min(1).optional().meta({ description: 'Or what these units cost, to the cent.' }),
    reason: z.string().trim().min(1).max(500),
    restock: Units.default([]).meta({ description: 'Goods that came back, to be put on the shelf.' }),
  })
  .refine(({ amount, lines }) => (amount === undefined) !== (lines === undefined), {
    path: ['amount'],
    message: 'either amount or lines is needed',
  })
  .meta({ example: { amount: 500, reason: 'Two eggs were broken' } })
export type RefundOrderRequest = z.output<typeof RefundOrderBody>

export const Refund = z
  .object({
    id: z.string(),
    orderId: z.string(),
    amount: Money,
    reason: z.string(),
    status: z.enum(['requested', 'succeeded', 'failed', 'not_charged']).meta({
      description: '`not_charged`: its money is only reserved, and less of it is captured when the order is packed.',
    }),
    failure: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lines: z.array(z.object({ sku: Sku, quantity: z.int(), amount: Money })),
  })
  .meta({ id: 'Refund' })
export type Refund = z.output<typeof Refund>
