import type { Configuration } from '../configuration/configuration.ts'
import type { Database } from '../db/database.ts'
import { orderToken } from '../identity/order-token.ts'
import { success } from '../outcome.ts'
import { paymentProvider } from '../payments/providers.ts'
import { type PlaceOrderRequest, placeOrder } from './place-order.ts'
import { presentPlacedOrder } from './present-order.ts'

/** Places an order and answers it with the token that lets a guest see it again. */
export async function placeGuestOrder(
  database: Database,
  configuration: Configuration,
  request: Omit<PlaceOrderRequest, 'scope'>,
) {
  const payment = paymentProvider(configuration).preparePayment()
  const placed = await placeOrder(database, payment, { ...request, scope: 'guest' })
  if (!placed.ok) return placed
  const { record, replayed } = placed.value
  const order = presentPlacedOrder(record, await orderToken(configuration, record.id))
  const headers = { location: `/orders/${order.id}`, ...(replayed ? { 'idempotent-replayed': 'true' } : {}) }
  return success(order, headers)
}
