import * as z from 'zod'
import { AppliedPromotionView, Delivery } from '../../carts/cart.ts'
import { Substitution } from '../../carts/substitution.ts'
import { LocalizedText } from '../../localized-text.ts'
import { Refund } from '../../payments/refund-requests.ts'
import { ReservationView } from '../../payments/reservation.ts'
import { Fee } from '../../promotions/fees.ts'
import { Money, Sku, Unit } from '../../values.ts'
import { OrderStatus } from '../order-record.ts'

const OrderLine = z
  .object({
    sku: Sku,
    name: LocalizedText,
    unit: Unit,
    quantity: z
      .int()
      .min(0)
      .meta({ description: 'Units that are charged: the ordered units, after packing the picked units.' }),
    orderedQuantity: z.int().min(0),
    substitutes: Sku.nullable().meta({ description: 'The ordered product that this line replaces.' }),
    unitPrice: Money,
    priceQuantity: z.int().positive(),
    subtotal: Money,
    discount: Money,
    total: Money,
    substitution: Substitution,
    claimId: z.string().optional().meta({ description: 'The flash-sale claim that the line buys.' }),
  })
  .meta({ id: 'OrderLine' })

const OrderPayment = z
  .object({
    provider: z.string(),
    id: z.string().nullable(),
    status: z.enum([
      'not_required',
      'pending',
      'processing',
      'failed',
      'authorised',
      'cancelled',
      'succeeded',
      'partially_refunded',
      'refunded',
    ]),
    clientSecret: z
      .string()
      .optional()
      .meta({ description: 'For the payment form of the provider, while the payment is pending.' }),
    redirectUrl: z.string().optional(),
    expiresAt: z.iso.datetime().meta({
      description: 'Until when the order waits for the payment. It waits longer for one that is `processing`.',
    }),
    ...ReservationView.shape,
    reservedUntil: z.iso.datetime().nullable().meta({ description: 'When the provider releases the reserved amount.' }),
    due: Money.meta({ description: 'What the order costs. After packing: what was packed.' }),
    authorised: Money.meta({ description: 'The reserved amount.' }),
    captured: Money.meta({ description: 'The charged amount, before refunds.' }),
    missing: Money.meta({ description: 'The part of `due` that could not be charged.' }),
  })
  .meta({ id: 'OrderPayment' })

const OrderDispute = z
  .object({
    status: z.enum(['open', 'won', 'lost']),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    amount: Money.nullable().meta({ description: 'Null when the payment provider did not report it.' }),
  })
  .meta({
    id: 'OrderDispute',
    description:
      'The shopper’s bank disputes the payment. While it is open, and after it is lost, nothing is refunded.',
  })

const OrderRefund = Refund.pick({ id: true, amount: true, for: true, status: true, createdAt: true, lines: true }).meta(
  {
    id: 'OrderRefund',
  },
)

export const Order = z
  .object({
    id: z.string(),
    number: z
      .string()
      .meta({ description: 'A short order number for people, for example on the telephone.', example: 'L-100001' }),
    status: OrderStatus,
    lines: z.array(OrderLine),
    promotions: z.array(AppliedPromotionView),
    coupon: z.object({ code: z.string(), amount: Money }).nullable(),
    delivery: Delivery,
    ageRestricted: z.boolean().meta({ description: 'The order is handed over only after an age check.' }),
    subtotal: Money,
    discount: Money,
    deliveryFee: Money,
    fees: z.array(Fee),
    total: Money,
    refunded: Money.meta({ description: 'What was paid back. `refunds` has each refund with its state.' }),
    refunds: z.array(OrderRefund),
    dispute: OrderDispute.nullable(),
    currency: z.string(),
    payment: OrderPayment,
    accessToken: z
      .string()
      .optional()
      .meta({ description: 'Returned once, to a guest who placed the order. Send it as X-Order-Token.' }),
    createdAt: z.iso.datetime(),
    history: z.array(z.object({ status: OrderStatus, at: z.iso.datetime() })),
  })
  .meta({ id: 'Order' })
export type Order = z.output<typeof Order>
