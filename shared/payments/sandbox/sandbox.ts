import type { Configuration } from '../../configuration/configuration.ts'
import { unstorableText } from '../../db/storable-text.ts'
import { newId } from '../../identity/new-id.ts'
import { refusal, success } from '../../outcome.ts'
import { refusals } from '../../refusals.ts'
import type { PaymentProvider } from '../provider.ts'
import { SandboxEvent } from './event.ts'
import { hasValidSignature, signedCallback } from './signature.ts'

/** A provider that takes no money: payments end as the caller of `POST /sandbox/payments/…` says. */
export function sandboxProvider(configuration: Configuration): PaymentProvider {
  return {
    name: 'sandbox',
    preparePayment: () => ({ provider: 'sandbox', providerPaymentId: newId('sandbox') }),

    async readEvent({ body, headers }) {
      if (!(await hasValidSignature(configuration, body, headers))) {
        return refusal('invalid_signature', refusals.invalid_signature)
      }
      const event = SandboxEvent.safeParse(parseJson(body))
      if (!event.success || unstorableText(event.data) !== null) {
        return refusal('invalid_event', refusals.invalid_event)
      }
      const { id, type, data } = event.data
      return success({
        eventId: id,
        type,
        providerPaymentId: data?.paymentId ?? null,
        amount: data?.amount ?? null,
        refundId: data?.refundId ?? null,
        payload: event.data,
      })
    },

    refund: ({ refundId, providerPaymentId: paymentId, amount, refundedBefore }) =>
      signedCallback(configuration, {
        // The refund's id makes the event's: asked twice, it is one event.
        id: `evt_${refundId}`,
        type: 'payment_refunded',
        data: { paymentId, amount: refundedBefore + amount, refundId },
      }),
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
