import * as z from 'zod'
import { type Outcome, success } from '../outcome.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { OpenedPayment, OpeningRefusal, PaymentOpener } from './opener.ts'

interface PlacedOrder {
  id: string
  status: string
  currency: string
  expiresAt: string
  payment: { id: string | null; provider: string; amount: number; authorisation: number | null }
}

/**
 * Makes the payment of an order that waits for it, and keeps its id before anybody can pay it. Where the shop chose the
 * id, it is made already. Any number of times is once: so asking for the order again goes on where it stopped.
 */
export async function openPayment(
  database: Database,
  opener: PaymentOpener,
  { id: orderId, status, currency, expiresAt, payment }: PlacedOrder,
): Promise<Outcome<OpenedPayment | null, OpeningRefusal>> {
  if (!('open' in opener) || status !== 'pending_payment' || payment.provider !== opener.name) return success(null)
  const { amount, authorisation } = payment
  const opened = await opener.open({ orderId, amount, authorisation, currency })
  if (!opened.ok) return { ...opened, facts: { ...opened.facts, orderId, expiresAt } }
  if (payment.id === null) {
    const { providerPaymentId } = opened.value
    await callRoutine(database, 'attach_payment', { orderId, providerPaymentId }, z.object({ attached: z.boolean() }))
  }
  return opened
}
