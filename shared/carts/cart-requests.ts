import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { Sku } from '../values.ts'
import { SubstitutionWish } from './substitution.ts'

/** The most of one product in a cart: pieces, or grams. With the largest price, sums stay exact in a double. */
export const LARGEST_QUANTITY = 100_000

export const CartPath = z.object({ cartId: z.string().max(100) })
export const CartItemPath = CartPath.extend({ sku: Sku })

export const CartClaimPath = CartPath.extend({ claimId: z.string().max(100) })

export const PutItemBody = z
  .strictObject({
    quantity: z.int().min(0).max(LARGEST_QUANTITY).meta({ description: 'Pieces, or grams. 0 takes the line out.' }),
    substitution: SubstitutionWish.optional(),
  })
  .meta({ example: { quantity: 2 } })

export const PutCouponBody = z
  .strictObject({ code: z.string().trim().min(1).max(64) })
  .meta({ example: { code: 'WELCOME50' } })

/** `{ slotId, address }`, or `{ pickup: true }`. One object, so that each fault is told at its own place. */
export const PutDeliveryBody = z
  .strictObject({
    slotId: z.string().min(1).max(100).optional(),
    address: Address.optional(),
    pickup: z.literal(true).optional(),
  })
  .superRefine(({ slotId, address, pickup }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (pickup && (slotId !== undefined || address !== undefined)) fault('pickup', 'goes without slotId and address')
    if (!pickup && slotId === undefined) fault('slotId', 'is required, or pickup: true')
    if (!pickup && address === undefined) fault('address', 'is required, or pickup: true')
  })
  .meta({ example: { slotId: 'slot-20261123-0900', address: { line1: '皇后大道中 1 號' } } })
