import * as z from 'zod'
import { refusal, success } from '../../outcome.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import type { PaymentOpener, PaymentToOpen } from '../opener.ts'
import { STRIPE_API_VERSION, stripeKeys } from './api.ts'

/** For each attempt. The shopper waits for all attempts. */
const TIMEOUT_MILLISECONDS = 5_000
const ATTEMPTS = 2
const PAUSE_MILLISECONDS = 300

const Intent = z.object({ id: z.string().max(200), client_secret: z.string() })
const Fault = z.object({ error: z.looseObject({ code: z.string().optional(), type: z.string() }) })

/** The amount is outside Stripe's limits for the currency, so the order can't be paid there. */
const AMOUNT_ERRORS = new Set(['amount_too_small', 'amount_too_large'])

/**
 * Creates PaymentIntents with one plain request (https://docs.stripe.com/api/payment_intents/create), without the SDK: it
 * adds 33 kB gzipped to the bundle of placing an order, which needs only this request.
 */
export function stripeOpener(configuration: Configuration): PaymentOpener {
  const { secretKey, apiUrl } = stripeKeys(configuration)

  async function postPaymentIntent(payment: PaymentToOpen): Promise<Response | null> {
    try {
      return await fetch(new URL('/v1/payment_intents', apiUrl), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secretKey}`,
          'stripe-version': STRIPE_API_VERSION,
          'idempotency-key': payment.orderId,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: requestBody(payment),
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      })
    } catch {
      return null
    }
  }

  return {
    name: 'stripe',
    async open(payment) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const response = await postPaymentIntent(payment)
        const body: unknown = await response?.json().catch(() => null)
        const intent = Intent.safeParse(body)
        if (response?.ok && intent.success) {
          return success({ providerPaymentId: intent.data.id, clientSecret: intent.data.client_secret })
        }
        const { code, type } = Fault.safeParse(body).data?.error ?? {}
        if (code !== undefined && AMOUNT_ERRORS.has(code)) return refuse('payment_not_possible', { reason: code })
        if (attempt === ATTEMPTS || !isRetryable(response)) {
          return refuse('payment_provider_unavailable', { reason: code ?? type ?? 'no_answer' })
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS))
      }
      return refuse('payment_provider_unavailable', { reason: 'no_answer' })
    },
  }
}

function requestBody({ orderId, amount, authorisation, currency }: PaymentToOpen): URLSearchParams {
  return new URLSearchParams({
    amount: String(authorisation ?? amount),
    currency: currency.toLowerCase(),
    capture_method: authorisation === null ? 'automatic' : 'manual',
    'automatic_payment_methods[enabled]': 'true',
    'metadata[order_id]': orderId,
  })
}

/** No response, an error at Stripe, a concurrent request with the same idempotency key (409), or the rate limit (429). */
const isRetryable = (response: Response | null) =>
  response === null || response.status >= 500 || response.status === 409 || response.status === 429

function refuse(code: 'payment_provider_unavailable' | 'payment_not_possible', facts: Record<string, unknown>) {
  return refusal(code, facts)
}
