import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { OpenedPayment, OpeningRefusal, PaymentOpener } from './opener.ts'

interface PlacedOrder {
  id: string
  status: string
  currency: string
  expiresAt: string
  payment: { id: string | null; provider: string; amount: number; authorisation: number | null; refusal: string | null }
}

const Undone = z.object({ cartId: z.string().nullable() })

/**
 * Creates an order's payment at the provider and stores its id before the shopper can pay. Idempotent, so that a repeated
 * request for the order continues after a failure. If the provider refuses for good, the order is undone: see
 * `refuse_payment.sql`. Null: there is nothing to create.
 */
export async function openPayment(
  database: Database,
  opener: PaymentOpener,
  { id: orderId, status, currency, expiresAt, payment }: PlacedOrder,
): Promise<Outcome<OpenedPayment | null, OpeningRefusal>> {
  if (payment.refusal !== null) return refusal('payment_not_possible', { reason: payment.refusal, orderId })
  if (!('open' in opener) || status !== 'pending_payment' || payment.provider !== opener.name) return success(null)
  const { amount, authorisation } = payment
  const opened = await opener.open({ orderId, amount, authorisation, currency })
  if (!opened.ok && opened.code === 'payment_not_possible') {
    const request = { orderId, reason: opened.facts.reason, newCartId: newId('crt') }
    const { cartId } = await callRoutine(database, 'refuse_payment', request, Undone)
    return { ...opened, facts: { ...opened.facts, orderId, ...(cartId === null ? {} : { cartId }) } }
  }
  if (!opened.ok) return { ...opened, facts: { ...opened.facts, orderId, expiresAt } }
  if (payment.id === null) {
    const { providerPaymentId } = opened.value
    await callRoutine(database, 'attach_payment', { orderId, providerPaymentId }, z.object({ attached: z.boolean() }))
  }
  return opened
}
