import * as z from 'zod'
import { refusal, success } from '../../outcome.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import { findCurrency } from '../../platform/configuration/currencies.ts'
import type { PaymentOpener, PaymentToOpen } from '../opener.ts'
import { toStripeAmount } from './amounts.ts'
import { STRIPE_API_VERSION, stripeKeys } from './api.ts'

/** For each attempt. The shopper waits for all attempts. */
const TIMEOUT_MILLISECONDS = 5_000
const ATTEMPTS = 2
const PAUSE_MILLISECONDS = 300

const Intent = z.object({ id: z.string().max(200), client_secret: z.string() })
const Fault = z.object({ error: z.looseObject({ code: z.string().optional(), type: z.string() }) })

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
    limits: (currency) => findCurrency(currency).stripe,
    async open(payment) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const response = await postPaymentIntent(payment)
        const body: unknown = await response?.json().catch(() => null)
        const intent = Intent.safeParse(body)
        if (response?.ok && intent.success) {
          return success({ providerPaymentId: intent.data.id, clientSecret: intent.data.client_secret })
        }
        const { code, type } = Fault.safeParse(body).data?.error ?? {}
        const reason = code ?? type ?? 'no_answer'
        if (isFinal(response)) return refuse('payment_not_possible', { reason })
        if (attempt === ATTEMPTS) return refuse('payment_provider_unavailable', { reason })
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS))
      }
      return refuse('payment_provider_unavailable', { reason: 'no_answer' })
    },
  }
}

/**
 * With a reservation, only cards are authorised and captured later. Methods without authorisation, such as AlipayHK and
 * FPS, stay available: they charge the same amount at once, and what is not packed is refunded.
 * https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
 */
function requestBody({ orderId, amount, authorisation, currency }: PaymentToOpen): URLSearchParams {
  return new URLSearchParams({
    amount: String(toStripeAmount(authorisation ?? amount, currency)),
    currency: currency.toLowerCase(),
    capture_method: 'automatic',
    ...(authorisation === null ? {} : { 'payment_method_options[card][capture_method]': 'manual' }),
    'automatic_payment_methods[enabled]': 'true',
    'metadata[order_id]': orderId,
  })
}

/**
 * Whether Stripe has refused the request for good: a repeated one would be refused again. Others are an error at Stripe,
 * a timeout (408), a concurrent request with the same idempotency key (409), and the rate limit (429).
 */
const isFinal = (response: Response | null) =>
  response !== null &&
  response.status >= 400 &&
  response.status < 500 &&
  ![408, 409, 425, 429].includes(response.status)

function refuse(code: 'payment_provider_unavailable' | 'payment_not_possible', facts: Record<string, unknown>) {
  return refusal(code, facts)
}
