import { success } from '../../outcome.ts'
import { openPayment } from '../../payments/open-payment.ts'
import { paymentOpener } from '../../payments/openers.ts'
import type { Caller } from '../../platform/auth/access-token.ts'
import { orderToken } from '../../platform/auth/order-token.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import type { Database } from '../../platform/db/database.ts'
import { presentPlacedOrder } from '../views/present-order.ts'
import { type PlaceOrderRequest, placeOrder } from './place-order.ts'

/**
 * Places an order and starts its payment. A guest gets a token for later access to the order; a customer needs none.
 * When the payment provider is unavailable the order remains: a retry with the same key continues with the payment.
 */
export async function checkOut(
  database: Database,
  configuration: Configuration,
  caller: Caller | null,
  request: Omit<PlaceOrderRequest, 'customerId' | 'timeZone'>,
) {
  const opener = paymentOpener(configuration)
  const payment = {
    provider: opener.name,
    providerPaymentId: 'chooseId' in opener ? opener.chooseId() : null,
    limits: opener.limits(configuration.storeCurrency),
  }
  const placed = await placeOrder(database, payment, {
    ...request,
    customerId: caller?.customerId ?? null,
    timeZone: configuration.storeTimeZone,
  })
  if (!placed.ok) return placed
  const { record, replayed } = placed.value
  const token = caller === null ? { accessToken: await orderToken(configuration, record.id) } : {}
  const opened = await openPayment(database, opener, record)
  if (!opened.ok) return { ...opened, facts: { ...opened.facts, ...token } }
  const headers = { location: `/orders/${record.id}`, ...(replayed ? { 'idempotent-replayed': 'true' } : {}) }
  return success({ ...presentPlacedOrder(record, opened.value), ...token }, headers)
}
