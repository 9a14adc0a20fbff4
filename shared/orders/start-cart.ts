import * as z from 'zod'
import type { Cart, Warning } from '../carts/cart.ts'
import { LARGEST_QUANTITY } from '../carts/cart-requests.ts'
import { CartSnapshot } from '../carts/cart-snapshot.ts'
import { CART_LINE_LIMIT, cartRefusals } from '../carts/change-cart.ts'
import { createCart, createCartRefusals } from '../carts/create-cart.ts'
import { presentCart } from '../carts/present-cart.ts'
import { type PricedCart, priceCart } from '../carts/price-cart.ts'
import { refuseDelivery } from '../carts/refuse-delivery.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { resolveOrderAccess } from './order-access.ts'

export const StartCartBody = z
  .strictObject({
    fromOrder: z.string().min(1).max(100).optional().meta({
      description:
        'The id of your order: its lines, coupon and delivery come into the cart, as far as they can be had now. An order that waits for its payment is cancelled.',
    }),
  })
  .default({})
  .meta({ example: {} })

const fillRefusals = ['account_not_found', 'order_not_found', 'cart_too_large', ...cartRefusals] as const
export const startCartRefusals = [...createCartRefusals, 'unauthenticated', ...fillRefusals] as const
type StartCartRefusal = (typeof startCartRefusals)[number]

const Missing = z.looseObject({
  code: z.enum(['claim_expired', 'product_not_found', 'order_limit_exceeded', 'insufficient_stock']),
  sku: z.string(),
})
const Filled = z.object({
  snapshot: CartSnapshot,
  missing: z.array(Missing),
  coupon: z.boolean(),
  delivery: z.boolean(),
})

const messages: Readonly<Record<z.output<typeof Missing>['code'], string>> = {
  claim_expired: 'The flash-sale units are not held any more. Claim them again.',
  product_not_found: 'No longer sold.',
  order_limit_exceeded: 'Fewer units than before may be in one order.',
  insufficient_stock: 'Fewer units than before are available.',
}

/**
 * Creates a cart, or finds the open cart of a customer. With `fromOrder` it gets what the order contains: after a payment
 * that was declined or given up, and to order the same again. `warnings` names what could not be had.
 */
export async function startCart(
  database: Database,
  configuration: Configuration,
  caller: Caller | null,
  { fromOrder: orderId, token }: { fromOrder?: string | undefined; token: string | undefined },
): Promise<Outcome<Cart, StartCartRefusal>> {
  if (orderId === undefined) return createCart(database, caller, configuration.storeCurrency)
  const access = await resolveOrderAccess(configuration, { orderId, caller, token })
  if (access === null) return refusal('unauthenticated')
  const request = {
    ...{ orderId, ...access, cartId: newId('crt'), currency: configuration.storeCurrency },
    ...{ lineLimit: CART_LINE_LIMIT, largestQuantity: LARGEST_QUANTITY },
  }
  const filled = await tryRoutine(database, 'fill_cart_from_order', request, Filled, fillRefusals)
  if (!filled.ok) return filled
  const { snapshot, missing } = filled.value
  const terms = unusableTerms(filled.value)
  const cart = terms.length === 0 ? success(presentCart(snapshot)) : await removeTerms(database, snapshot, terms)
  if (!cart.ok) return cart
  const warnings = [...missing.map((part) => ({ ...part, message: messages[part.code] })), ...terms]
  const location = `/carts/${cart.value.id}`
  return success({ ...cart.value, warnings: [...warnings, ...cart.value.warnings] }, { location })
}

/** Coupon and delivery of the order that do not apply now, with the reason. */
function unusableTerms({ snapshot, coupon, delivery }: z.output<typeof Filled>): (Warning & { term: Term })[] {
  const priced = priceCart(snapshot)
  const reason = coupon ? couponRefusal(priced) : null
  const refused = delivery ? refuseDelivery(snapshot, priced) : null
  return [
    ...(reason === null
      ? []
      : [
          {
            term: 'coupon' as const,
            code: reason,
            coupon: snapshot.cart.couponCode,
            message: 'The coupon was removed.',
          },
        ]),
    ...(refused === null
      ? []
      : [{ ...refused.facts, term: 'delivery' as const, code: refused.code, message: refused.detail }]),
  ]
}
type Term = 'coupon' | 'delivery'

const couponRefusal = ({ coupon }: PricedCart): string | null => (coupon?.ok === false ? coupon.code : null)

async function removeTerms(
  database: Database,
  { cart: { id: cartId, customerId } }: CartSnapshot,
  terms: readonly { term: Term }[],
): Promise<Outcome<Cart, (typeof cartRefusals)[number]>> {
  const has = (wanted: Term) => terms.some(({ term }) => term === wanted)
  const request = { cartId, customerId, coupon: has('coupon'), delivery: has('delivery') }
  const removed = await tryRoutine(database, 'remove_unusable_terms', request, CartSnapshot, cartRefusals)
  return removed.ok ? success(presentCart(removed.value)) : removed
}
