import * as z from 'zod'
import { CartSnapshot } from '../../carts/cart-snapshot.ts'
import { batchCalls } from '../../platform/db/batch-calls.ts'
import { callRoutine } from '../../platform/db/database.ts'
import { OrderRecord } from '../order-record.ts'

const CheckoutView = z.object({
  claim: z.object({ fingerprint: z.string(), order: OrderRecord }).nullable(),
  cart: CartSnapshot.nullable(),
})

interface Checkout {
  scope: string
  key: string
  cartId: string
  customerId: string | null
  /** Identifies a guest when the uses of a coupon are counted. */
  customer: string
}

/** Reads the order that the idempotency key placed already, or else the cart. */
export const readCheckout = batchCalls({
  requestsPerCall: 16,
  concurrentCalls: 4,
  send: (database, checkouts: readonly Checkout[]) =>
    callRoutine(database, 'checkout_views', { checkouts }, z.array(CheckoutView)),
})
