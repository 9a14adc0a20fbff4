import * as z from 'zod'
import { Money } from '../values.ts'

/** What an order can cost beside its products. */
export const feeCodes = ['delivery', 'bags', 'deposit', 'tip'] as const

/** A fee as it is stored. The delivery fee has a column of its own and is not among them. */
export const StoredFee = z.object({ code: z.enum(feeCodes).exclude(['delivery']), amount: z.int() })
export type StoredFee = z.output<typeof StoredFee>

export const Fee = z
  .object({ code: z.enum(feeCodes), amount: Money })
  .meta({ id: 'Fee', description: 'What is charged beside the products. A fee of 0 is not listed.' })
export type Fee = z.output<typeof Fee>

/** All fees above 0, the delivery fee first. */
export const listFees = (deliveryFee: number, otherFees: readonly StoredFee[]): Fee[] =>
  [{ code: 'delivery' as const, amount: deliveryFee }, ...otherFees].filter(({ amount }) => amount > 0)

export const sumFees = (fees: readonly { amount: number }[]): number =>
  fees.reduce((sum, { amount }) => sum + amount, 0)
