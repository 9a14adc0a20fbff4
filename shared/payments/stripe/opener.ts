import * as z from 'zod'
import { refusal, success } from '../../outcome.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import type { PaymentOpener, PaymentToOpen } from '../opener.ts'
import { STRIPE_API_VERSION, stripeKeys } from './api.ts'

/** Of each try. A shopper waits for no more than two of them. */
const TIMEOUT_MILLISECONDS = 5_000
const TRIES = 2
const PAUSE_MILLISECONDS = 300

const Intent = z.object({ id: z.string().max(200), client_secret: z.string() })
const Fault = z.object({ error: z.looseObject({ code: z.string().optional(), type: z.string() }) })

/** The order can't be paid at Stripe at all: its amount is outside of what Stripe takes in this currency. */
const IMPOSSIBLE = new Set(['amount_too_small', 'amount_too_large'])

/**
 * Makes PaymentIntents: one documented request (https://docs.stripe.com/api/payment_intents/create). The SDK is 33 kB
 * gzipped, all of it or nothing, and placing an order needs none of the rest.
 */
export function stripeOpener(configuration: Configuration): PaymentOpener {
  const { secretKey, apiUrl } = stripeKeys(configuration)

  async function ask(payment: PaymentToOpen): Promise<Response | null> {
    try {
      return await fetch(new URL('/v1/payment_intents', apiUrl), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secretKey}`,
          'stripe-version': STRIPE_API_VERSION,
          'idempotency-key': payment.orderId,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: bodyOf(payment),
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      })
    } catch {
      return null
    }
  }

  return {
    name: 'stripe',
    async open(payment) {
      for (let tries = 1; tries <= TRIES; tries++) {
        const response = await ask(payment)
        const body: unknown = await response?.json().catch(() => null)
        const intent = Intent.safeParse(body)
        if (response?.ok && intent.success) {
          return success({ providerPaymentId: intent.data.id, clientSecret: intent.data.client_secret })
        }
        const { code, type } = Fault.safeParse(body).data?.error ?? {}
        if (code !== undefined && IMPOSSIBLE.has(code)) return refuse('payment_not_possible', { reason: code })
        if (tries === TRIES || !mayPass(response)) {
          return refuse('payment_provider_unavailable', { reason: code ?? type ?? 'no_answer' })
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS))
      }
      return refuse('payment_provider_unavailable', { reason: 'no_answer' })
    },
  }
}

function bodyOf({ orderId, amount, authorisation, currency }: PaymentToOpen): URLSearchParams {
  return new URLSearchParams({
    amount: String(authorisation ?? amount),
    currency: currency.toLowerCase(),
    capture_method: authorisation === null ? 'automatic' : 'manual',
    'automatic_payment_methods[enabled]': 'true',
    'metadata[order_id]': orderId,
  })
}

/** No answer, a fault at Stripe, or the same order being opened at this moment (409), or too much at once (429). */
const mayPass = (response: Response | null) =>
  response === null || response.status >= 500 || response.status === 409 || response.status === 429

function refuse(code: 'payment_provider_unavailable' | 'payment_not_possible', facts: Record<string, unknown>) {
  return refusal(code, facts)
}
