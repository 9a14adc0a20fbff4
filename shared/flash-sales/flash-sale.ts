import * as z from 'zod'
import { Money, Sku } from '../values.ts'

export const FlashSale = z
  .object({
    id: z.string(),
    sku: Sku,
    price: Money.meta({
      description: 'The price of `priceQuantity` units. Promotions and coupons do not apply to it.',
    }),
    currency: z.string(),
    allocation: z.int().positive().meta({ description: 'All units of the sale.' }),
    remaining: z.int().min(0).meta({ description: 'Units that can be claimed now.' }),
    perCustomerLimit: z.int().positive(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    status: z.enum(['scheduled', 'live', 'sold_out', 'ended']),
  })
  .meta({ id: 'FlashSale' })
export type FlashSale = z.output<typeof FlashSale>

export const FlashSaleClaim = z
  .object({
    id: z.string(),
    saleId: z.string(),
    sku: Sku,
    quantity: z.int().positive(),
    price: Money,
    expiresAt: z.iso
      .datetime()
      .meta({ description: 'The claim can be bought until then: put it into a cart and order.' }),
  })
  .meta({ id: 'FlashSaleClaim' })

export const FlashSalePath = z.object({ saleId: z.string().max(100) })
export const ClaimPath = FlashSalePath.extend({ claimId: z.string().max(100) })

const LARGEST_CLAIM = 100_000
export const ClaimBody = z
  .strictObject({ quantity: z.int().positive().max(LARGEST_CLAIM).default(1) })
  .meta({ example: { quantity: 1 } })
