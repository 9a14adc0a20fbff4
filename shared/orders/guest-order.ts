import type { Configuration } from '../configuration/configuration.ts'
import type { Database } from '../db/database.ts'
import { isOrderToken } from '../identity/order-token.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { refusals } from '../refusals.ts'
import { cancelOrder } from './cancel-order.ts'
import type { Order } from './order.ts'
import { presentOrder } from './present-order.ts'
import { readOrder } from './read-order.ts'

interface GuestRequest {
  orderId: string
  /** What `POST /orders` answered as `accessToken`. */
  token: string | undefined
}

/** An order that is not theirs does not exist for a guest. */
async function deny(configuration: Configuration, { orderId, token }: GuestRequest) {
  if (token === undefined) {
    return refusal('unauthenticated', refusals.unauthenticated)
  }
  const known = await isOrderToken(configuration, orderId, token)
  return known ? null : refusal('order_not_found', refusals.order_not_found)
}

export const readGuestOrderRefusals = ['unauthenticated', 'order_not_found'] as const
export const cancelGuestOrderRefusals = [...readGuestOrderRefusals, 'order_not_cancellable'] as const

export async function readGuestOrder(
  database: Database,
  configuration: Configuration,
  request: GuestRequest,
): Promise<Outcome<Order, (typeof readGuestOrderRefusals)[number]>> {
  const denied = await deny(configuration, request)
  if (denied !== null) return denied
  const read = await readOrder(database, request.orderId)
  return read.ok ? success(presentOrder(read.value)) : read
}

export async function cancelGuestOrder(
  database: Database,
  configuration: Configuration,
  request: GuestRequest,
): Promise<Outcome<Order, (typeof cancelGuestOrderRefusals)[number]>> {
  const denied = await deny(configuration, request)
  if (denied !== null) return denied
  const cancelled = await cancelOrder(database, request.orderId)
  return cancelled.ok ? success(presentOrder(cancelled.value)) : cancelled
}
