import * as z from 'zod'
import { cleanLines } from '../clean-text.ts'
import { feeCodes } from '../promotions/fees.ts'
import { Money, PositiveMoney, Sku, Timestamp } from '../values.ts'

const Units = z
  .array(z.strictObject({ sku: Sku, quantity: z.int().min(1).max(1_000_000) }))
  .max(200)
  .refine((units) => new Set(units.map(({ sku }) => sku)).size === units.length, 'must not contain a SKU twice')

export const RefundOrderBody = z
  .strictObject({
    for: z
      .enum(['lines', 'goodwill', ...feeCodes])
      .optional()
      .meta({
        description:
          'What is refunded: units of lines, a fee, or goodwill in addition to what packing returns. Without it: `lines` with lines, `goodwill` with an amount.',
      }),
    amount: PositiveMoney.max(2_147_483_647).optional().meta({
      description: 'The amount to refund, in minor units. For a fee it may be missing: the rest of the fee.',
    }),
    lines: Units.min(1).optional().meta({ description: 'The units to refund, at the price paid.' }),
    reason: z.string().overwrite(cleanLines).min(1).max(500),
    restock: Units.default([]).meta({ description: 'Returned units to put back into stock.' }),
  })
  .superRefine(({ for: purpose, amount, lines }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (purpose === 'lines' && lines === undefined) refuse('lines', 'is required for lines')
    else if (purpose !== undefined && purpose !== 'lines' && lines !== undefined)
      refuse('lines', 'is only allowed for lines')
    else if (amount !== undefined && lines !== undefined)
      refuse('amount', 'either amount or lines is required, not both')
    else if (amount === undefined && lines === undefined && (purpose === undefined || purpose === 'goodwill')) {
      refuse('amount', 'either amount or lines is required, not both')
    }
  })
  .meta({ example: { for: 'goodwill', amount: 500, reason: 'Two eggs were broken' } })
export type RefundOrderRequest = z.output<typeof RefundOrderBody>

export const Refund = z
  .object({
    id: z.string(),
    orderId: z.string(),
    amount: Money,
    reason: z.string(),
    for: z
      .enum(['lines', 'goodwill', 'order', ...feeCodes])
      .meta({ description: '`order`: the shop returned it itself, because the order ended or costs less.' }),
    status: z.enum(['requested', 'succeeded', 'failed', 'not_charged', 'withdrawn']).meta({
      description:
        '`not_charged`: no money is paid back. The payment is only authorised, and packing the order captures less, or the units cost nothing. `withdrawn`: a dispute of the payment opened first; nothing is paid.',
    }),
    failure: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lines: z.array(z.object({ sku: Sku, quantity: z.int(), amount: Money })),
  })
  .meta({ id: 'Refund' })
export type Refund = z.output<typeof Refund>

/** The result of `refund_record`. */
export const RefundRecord = Refund.extend({ createdAt: Timestamp })
