import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import type { Order } from '../../shared/orders/views/order.ts'
import type { Answer } from '../platform/http/contract.ts'
import { SECRET_KEY, type TestShop } from '../support/shop.ts'

export const webhook = '/webhooks/payments/sandbox'

export interface SentEvent {
  id: string
  type: string
  data?: { paymentId?: string | null; amount?: number; refundId?: string }
}

/** The documented signature, implemented independently: HMAC-SHA-256 of "SECONDS.BODY" as base64url. */
export function signatureOf(body: string, seconds = Math.floor(Date.now() / 1000), secret = SECRET_KEY): string {
  const signature = createHmac('sha256', `sandbox-webhook:${secret}`).update(`${seconds}.${body}`).digest('base64url')
  return `t=${seconds},v1=${signature}`
}

export function deliver(shop: TestShop, event: SentEvent): Promise<Answer> {
  const body = JSON.stringify(event)
  return shop.call('POST', webhook, { body, headers: { 'sandbox-signature': signatureOf(body) } })
}

let sent = 0
/** A new event of an order's payment. */
export function eventOf(order: Order, type: string, data: Omit<SentEvent['data'], 'paymentId'> = {}): SentEvent {
  return { id: `evt_test_${++sent}`, type, data: { paymentId: order.payment.id, ...data } }
}

export async function delivered(shop: TestShop, event: SentEvent): Promise<void> {
  const { status, text } = await deliver(shop, event)
  expect(status, text).toBe(200)
}
