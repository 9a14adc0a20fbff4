import * as z from 'zod'
import { AppliedPromotionView, Delivery } from '../carts/cart.ts'
import { Substitution } from '../carts/substitution.ts'
import { LocalizedText } from '../localized-text.ts'
import { Money, Sku, Unit } from '../values.ts'
import { OrderStatus } from './order-record.ts'

const OrderLine = z
  .object({
    sku: Sku,
    name: LocalizedText,
    unit: Unit,
    quantity: z.int().min(0).meta({ description: 'Units that are charged: what was ordered, then what was picked.' }),
    orderedQuantity: z.int().min(0),
    substitutes: Sku.nullable().meta({ description: 'The product that it came in place of.' }),
    unitPrice: Money,
    priceQuantity: z.int().positive(),
    subtotal: Money,
    discount: Money,
    total: Money,
    substitution: Substitution,
    claimId: z.string().optional().meta({ description: 'Of a flash sale: the claim that the line bought.' }),
  })
  .meta({ id: 'OrderLine' })

const OrderPayment = z
  .object({
    provider: z.string(),
    id: z.string().nullable(),
    status: z.enum([
      'not_required',
      'pending',
      'failed',
      'authorised',
      'cancelled',
      'succeeded',
      'partially_refunded',
      'refunded',
    ]),
    clientSecret: z.string().optional().meta({ description: 'For the provider’s own form, while payment is awaited.' }),
    redirectUrl: z.string().optional(),
    expiresAt: z.iso.datetime().meta({ description: 'Until when the goods are held for the payment.' }),
  })
  .meta({ id: 'OrderPayment' })

export const Order = z
  .object({
    id: z.string(),
    number: z.string().meta({ description: 'What people read out on the telephone.', example: 'L-100001' }),
    status: OrderStatus,
    lines: z.array(OrderLine),
    promotions: z.array(AppliedPromotionView),
    coupon: z.object({ code: z.string(), amount: Money }).nullable(),
    delivery: Delivery,
    ageRestricted: z.boolean().meta({ description: 'Handed over only to somebody who is old enough.' }),
    subtotal: Money,
    discount: Money,
    deliveryFee: Money,
    total: Money,
    refunded: Money,
    currency: z.string(),
    payment: OrderPayment,
    accessToken: z.string().optional().meta({ description: 'Once, to a guest who ordered: send it as X-Order-Token.' }),
    createdAt: z.iso.datetime(),
    history: z.array(z.object({ status: OrderStatus, at: z.iso.datetime() })),
  })
  .meta({ id: 'Order' })
export type Order = z.output<typeof Order>
