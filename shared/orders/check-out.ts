import { success } from '../outcome.ts'
import { openPayment } from '../payments/open-payment.ts'
import { paymentOpener } from '../payments/openers.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { orderToken } from '../platform/auth/order-token.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import type { Database } from '../platform/db/database.ts'
import { type PlaceOrderRequest, placeOrder } from './place-order.ts'
import { presentPlacedOrder } from './present-order.ts'

/**
 * Places an order and begins its payment. A guest's is answered with the token that lets them see it again; a customer's
 * own needs none. Where the provider is away the order stands: asking again with the same key goes on where it stopped.
 */
export async function checkOut(
  database: Database,
  configuration: Configuration,
  caller: Caller | null,
  request: Omit<PlaceOrderRequest, 'customerId'>,
) {
  const opener = paymentOpener(configuration)
  const payment = { provider: opener.name, providerPaymentId: 'chooseId' in opener ? opener.chooseId() : null }
  const placed = await placeOrder(database, payment, { ...request, customerId: caller?.customerId ?? null })
  if (!placed.ok) return placed
  const { record, replayed } = placed.value
  const token = caller === null ? { accessToken: await orderToken(configuration, record.id) } : {}
  const opened = await openPayment(database, opener, record)
  if (!opened.ok) return { ...opened, facts: { ...opened.facts, ...token } }
  const headers = { location: `/orders/${record.id}`, ...(replayed ? { 'idempotent-replayed': 'true' } : {}) }
  return success({ ...presentPlacedOrder(record, opened.value), ...token }, headers)
}
