import type { Caller } from '../platform/auth/access-token.ts'
import { isOrderToken } from '../platform/auth/order-token.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'

/** Who asks for an order, and by what. */
export interface OrderRequest {
  orderId: string
  caller: Caller | null
  /** What `POST /orders` answered a guest as `accessToken`. */
  token: string | undefined
}

/** What `may_see_order` judges by. */
export interface OrderAccess {
  customerId: string | null
  /** Has the order's token, which opens a guest's order and no customer's. */
  guest: boolean
  staff: boolean
}

/** Null for somebody who brings nothing to be known by. */
export async function orderAccess(
  configuration: Configuration,
  { orderId, caller, token }: OrderRequest,
): Promise<OrderAccess | null> {
  if (caller === null && token === undefined) return null
  return {
    customerId: caller?.customerId ?? null,
    guest: token !== undefined && (await isOrderToken(configuration, orderId, token)),
    staff: caller !== null && caller.role !== 'customer',
  }
}
