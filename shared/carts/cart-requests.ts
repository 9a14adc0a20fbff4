import * as z from 'zod'
import { Sku } from '../catalog/values.ts'
import { Address } from '../delivery/address.ts'
import { SubstitutionWish } from './substitution.ts'

/** The most of one product in a cart: pieces, or grams. With the largest price, sums stay exact in a double. */
const LARGEST_QUANTITY = 100_000

export const CartPath = z.object({ cartId: z.string().max(100) })
export const CartItemPath = CartPath.extend({ sku: Sku })

export const PutItemBody = z
  .strictObject({
    quantity: z.int().min(0).max(LARGEST_QUANTITY).meta({ description: 'Pieces, or grams. 0 takes the line out.' }),
    substitution: SubstitutionWish.optional(),
  })
  .meta({ example: { quantity: 2 } })

export const PutCouponBody = z
  .strictObject({ code: z.string().trim().min(1).max(64) })
  .meta({ example: { code: 'WELCOME50' } })

export const PutDeliveryBody = z.union([
  z.strictObject({ slotId: z.string().min(1).max(100), address: Address }),
  z.strictObject({ pickup: z.literal(true) }),
])
