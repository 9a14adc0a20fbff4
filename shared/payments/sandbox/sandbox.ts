import { refusal, success } from '../../outcome.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import type { Database } from '../../platform/db/database.ts'
import { unstorableText } from '../../platform/db/storable-text.ts'
import type { PaymentProvider, ProviderEvent } from '../provider.ts'
import { historyOf, record } from './books.ts'
import { SandboxEvent } from './event.ts'
import { sandboxOpener } from './opener.ts'
import { hasValidSignature } from './signature.ts'

/** A provider that takes no money: payments end as the caller of `POST /sandbox/payments/…` says. */
export function sandboxProvider(configuration: Configuration): PaymentProvider {
  return {
    name: 'sandbox',
    opener: sandboxOpener(),

    async readEvent({ body, headers }) {
      if (!(await hasValidSignature(configuration, body, headers))) {
        return refusal('invalid_signature')
      }
      const event = SandboxEvent.safeParse(parseJson(body))
      if (!event.success || unstorableText(event.data) !== null) {
        return refusal('invalid_event')
      }
      return success(providerEvent(event.data))
    },

    events: async ({ providerPaymentId }, database) =>
      (await historyOf(database, providerPaymentId)).map(providerEvent),

    async capture({ providerPaymentId: paymentId, amount }, database) {
      const history = await historyOf(database, paymentId)
      if (history.some(({ type }) => type === 'payment_cancelled')) return history.map(providerEvent)
      return happened(database, {
        id: `evt_${paymentId}_capture`,
        type: 'payment_succeeded',
        data: { paymentId, amount },
      })
    },

    async cancel({ providerPaymentId: paymentId }, database) {
      const history = await historyOf(database, paymentId)
      if (history.some(({ type }) => type === 'payment_succeeded')) return history.map(providerEvent)
      return happened(database, { id: `evt_${paymentId}_cancel`, type: 'payment_cancelled', data: { paymentId } })
    },

    async refund({ refundId, providerPaymentId: paymentId, amount, refundedBefore }, database) {
      const history = await historyOf(database, paymentId)
      const refused = history.some(({ type }) => type === 'refunds_fail')
      return happened(database, {
        // The refund's id makes the event's: asked twice, it is one event.
        id: `evt_${refundId}`,
        ...(refused
          ? { type: 'refund_failed', data: { paymentId, amount, refundId } }
          : { type: 'payment_refunded', data: { paymentId, amount: refundedBefore + amount, refundId } }),
      })
    },
  }
}

async function happened(database: Database, event: SandboxEvent): Promise<ProviderEvent[]> {
  await record(database, event)
  return [providerEvent(event)]
}

/** An event of the sandbox in the words of all providers. */
export function providerEvent(event: SandboxEvent): ProviderEvent {
  const { id, type, data } = event
  return {
    eventId: id,
    type,
    providerPaymentId: data?.paymentId ?? null,
    amount: data?.amount ?? null,
    refundId: data?.refundId ?? null,
    orderId: null,
    payload: event,
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
