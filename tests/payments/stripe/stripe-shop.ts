import Stripe from 'stripe'
import { expect } from 'vitest'
import type { Answer } from '../../platform/http/contract.ts'
import { type TestShop, testShop } from '../../support/shop.ts'
import { STRIPE_KEY, STRIPE_URL } from './stripe-double.ts'

export const SECRET = 'whsec_newestSecretOfTheTests'
export const SECRET_BEFORE = 'whsec_secretBeforeOfTheTests'
const webhooks = new Stripe(STRIPE_KEY).webhooks

/** A shop with Stripe as its provider, and two webhook secrets as during a rotation. */
export const stripeShop = (more: Record<string, string> = {}): Promise<TestShop> =>
  testShop({
    variables: {
      PAYMENT_PROVIDER: 'stripe',
      STRIPE_SECRET_KEY: STRIPE_KEY,
      STRIPE_WEBHOOK_SECRET: `${SECRET}, ${SECRET_BEFORE}`,
      STRIPE_API_URL: STRIPE_URL,
      ...more,
    },
  })

let sent = 0
/** A new event in Stripe's format. */
export function stripeEvent(type: string, object: object, id = `evt_test_${++sent}`) {
  return { id, object: 'event', api_version: '2026-10-28.endive', created: 1, livemode: false, type, data: { object } }
}

/** A signature by Stripe's SDK. */
export function signed(body: string, secret = SECRET, seconds = Math.floor(Date.now() / 1000)): string {
  return webhooks.generateTestHeaderString({ payload: body, secret, timestamp: seconds })
}

export function send(shop: TestShop, body: string | Uint8Array, signature?: string): Promise<Answer> {
  const headers: Record<string, string> = signature === undefined ? {} : { 'stripe-signature': signature }
  return shop.call('POST', '/webhooks/payments/stripe', { body, headers })
}

export async function callBack(shop: TestShop, event: object): Promise<Answer> {
  const body = JSON.stringify(event)
  const answer = await send(shop, body, signed(body))
  expect(answer.status, answer.text).toBe(200)
  return answer
}
