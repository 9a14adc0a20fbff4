import * as z from 'zod'
import { CartSnapshot } from '../carts/cart-snapshot.ts'
import { callRoutine } from '../platform/db/database.ts'
import { sharedCalls } from '../platform/db/shared-calls.ts'
import { OrderRecord } from './order-record.ts'

const CheckoutView = z.object({
  claim: z.object({ fingerprint: z.string(), order: OrderRecord }).nullable(),
  cart: CartSnapshot.nullable(),
})

interface Checkout {
  scope: string
  key: string
  cartId: string
  customerId: string | null
  /** Whose uses of the coupon count, where it is a guest who orders. */
  customer: string
}

/** What placing an order starts from: the order that its key has made already, or the cart. */
export const readCheckout = sharedCalls({
  requestsInACall: 16,
  callsAtOnce: 4,
  send: (database, checkouts: readonly Checkout[]) =>
    callRoutine(database, 'checkout_views', { checkouts }, z.array(CheckoutView)),
})
