import type { Caller } from '../platform/auth/access-token.ts'
import { verifyOrderToken } from '../platform/auth/order-token.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'

/** A request for one order, with the credentials that came with it. */
export interface OrderRequest {
  orderId: string
  caller: Caller | null
  /** The `accessToken` that `POST /orders` returned to a guest. */
  token: string | undefined
}

/** The input of `can_view_order`. */
export interface OrderAccess {
  customerId: string | null
  /** The request has the order's token, which only the guest who placed the order got. */
  guest: boolean
  staff: boolean
}

/** Null for a request without any credentials. */
export async function resolveOrderAccess(
  configuration: Configuration,
  { orderId, caller, token }: OrderRequest,
): Promise<OrderAccess | null> {
  if (caller === null && token === undefined) return null
  return {
    customerId: caller?.customerId ?? null,
    guest: token !== undefined && (await verifyOrderToken(configuration, orderId, token)),
    staff: caller !== null && caller.role !== 'customer',
  }
}
