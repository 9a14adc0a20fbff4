import type { Configuration } from '../configuration/configuration.ts'
import type { Database } from '../db/database.ts'
import type { Caller } from '../identity/access-token.ts'
import { orderToken } from '../identity/order-token.ts'
import { success } from '../outcome.ts'
import { paymentProvider } from '../payments/providers.ts'
import { type PlaceOrderRequest, placeOrder } from './place-order.ts'
import { presentPlacedOrder } from './present-order.ts'

/** Places an order. A guest's is answered with the token that lets them see it again; a customer's own needs none. */
export async function checkOut(
  database: Database,
  configuration: Configuration,
  caller: Caller | null,
  request: Omit<PlaceOrderRequest, 'customerId'>,
) {
  const payment = paymentProvider(configuration).preparePayment()
  const placed = await placeOrder(database, payment, { ...request, customerId: caller?.customerId ?? null })
  if (!placed.ok) return placed
  const { record, replayed } = placed.value
  const token = caller === null ? { accessToken: await orderToken(configuration, record.id) } : {}
  const headers = { location: `/orders/${record.id}`, ...(replayed ? { 'idempotent-replayed': 'true' } : {}) }
  return success({ ...presentPlacedOrder(record), ...token }, headers)
}
