import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { Money, Sku } from '../values.ts'
import { SubstitutionInput } from './substitution.ts'

/**
 * The largest quantity of one line, in pieces or grams. Multiplied by the largest price it is still exact in a double.
 */
export const LARGEST_QUANTITY = 100_000

export const CartPath = z.object({ cartId: z.string().max(100) })
export const CartItemPath = CartPath.extend({ sku: Sku })

export const CartClaimPath = CartPath.extend({ claimId: z.string().max(100) })

export const PutItemBody = z
  .strictObject({
    quantity: z.int().min(0).max(LARGEST_QUANTITY).meta({ description: 'Pieces or grams. 0 removes the line.' }),
    substitution: SubstitutionInput.optional(),
  })
  .meta({ example: { quantity: 2 } })

const MOST_BAGS = 100
/** In minor units. With it, an order stays far below the largest amount. */
const LARGEST_TIP = 1_000_000

/** Fields that are not sent stay unchanged. */
export const UpdateCartBody = z
  .strictObject({
    bags: z.int().min(0).max(MOST_BAGS).optional().meta({ description: 'Bags at the price of the shop for each.' }),
    tip: Money.max(LARGEST_TIP).optional(),
  })
  .meta({ example: { bags: 2, tip: 1000 } })

export const PutCouponBody = z
  .strictObject({ code: z.string().trim().min(1).max(64) })
  .meta({ example: { code: 'WELCOME50' } })

/** `{ slotId, address }` or `{ pickup: true }`. One object and no union, so that each error names its own field. */
export const PutDeliveryBody = z
  .strictObject({
    slotId: z.string().min(1).max(100).optional(),
    address: Address.optional(),
    pickup: z.literal(true).optional(),
  })
  .superRefine(({ slotId, address, pickup }, context) => {
    const addError = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (pickup && (slotId !== undefined || address !== undefined))
      addError('pickup', 'cannot be combined with slotId or address')
    if (!pickup && slotId === undefined) addError('slotId', 'is required unless pickup is true')
    if (!pickup && address === undefined) addError('address', 'is required unless pickup is true')
  })
  .meta({ example: { slotId: 'slot-20261123-0900', address: { line1: '皇后大道中 1 號' } } })
