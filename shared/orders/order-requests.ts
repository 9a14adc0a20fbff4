import * as z from 'zod'
import { BirthDate } from '../accounts/birth-date.ts'
import { Money } from '../values.ts'

export const PlaceOrderHeaders = z.object({
  'idempotency-key': z
    .string({ error: 'is required: a new UUID for each request, the same one when it is sent again' })
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters'),
})

export const PlaceOrderBody = z
  .strictObject({
    cartId: z.string().min(1).max(100),
    expectedTotal: Money.max(2_147_483_647).meta({ description: 'The total that the shopper saw.' }),
    email: z.email().max(254),
    birthDate: BirthDate.optional().meta({
      description: 'Declared by who orders what is age-restricted; a customer’s account may say it instead.',
    }),
  })
  .meta({ example: { cartId: 'crt_01k…', expectedTotal: 12340, email: 'shopper@example.com' } })

export const OrderPath = z.object({ orderId: z.string().max(100) })

export const OrderTokenHeaders = z.object({ 'x-order-token': z.string().max(200).optional() })
