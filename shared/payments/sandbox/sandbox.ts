import { refusal, success } from '../../outcome.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import type { Database } from '../../platform/db/database.ts'
import { findUnstorableText } from '../../platform/db/storable-text.ts'
import type { PaymentProvider, ProviderEvent } from '../provider.ts'
import { SandboxEvent } from './event.ts'
import { readHistory, recordEvent, refundAtSandbox } from './event-log.ts'
import { sandboxOpener } from './opener.ts'
import { hasValidSignature } from './signature.ts'

/** A provider for tests and demonstrations, without real money. `POST /sandbox/payments/…` sets a payment's outcome. */
export function sandboxProvider(configuration: Configuration): PaymentProvider {
  return {
    name: 'sandbox',
    opener: sandboxOpener(),

    async readEvent({ body, headers }) {
      if (!(await hasValidSignature(configuration, body, headers))) {
        return refusal('invalid_signature')
      }
      const event = SandboxEvent.safeParse(parseJson(body))
      if (!event.success || findUnstorableText(event.data) !== null) {
        return refusal('invalid_event')
      }
      return success(providerEvent(event.data))
    },

    events: async ({ providerPaymentId }, database) =>
      (await readHistory(database, providerPaymentId)).map(providerEvent),

    async capture({ providerPaymentId: paymentId, amount }, database) {
      const history = await readHistory(database, paymentId)
      if (history.some(({ type }) => type === 'payment_cancelled')) return history.map(providerEvent)
      if (history.some(({ type }) => type === 'captures_fail')) {
        return recordAndReport(database, {
          id: `evt_${paymentId}_capture`,
          type: 'capture_failed',
          data: { paymentId },
        })
      }
      return recordAndReport(database, {
        id: `evt_${paymentId}_capture`,
        type: 'payment_succeeded',
        data: { paymentId, amount },
      })
    },

    async cancel({ providerPaymentId: paymentId }, database) {
      const history = await readHistory(database, paymentId)
      if (history.some(({ type }) => type === 'payment_succeeded')) return history.map(providerEvent)
      return recordAndReport(database, {
        id: `evt_${paymentId}_cancel`,
        type: 'payment_cancelled',
        data: { paymentId },
      })
    },

    async refund({ refundId, providerPaymentId: paymentId, amount }, database) {
      const disputes = disputeEvents(await readHistory(database, paymentId))
      if (isDisputed(disputes)) {
        const withdrawn = { id: `evt_${refundId}_withdrawn`, type: 'refund_withdrawn' }
        const reported = await recordAndReport(database, { ...withdrawn, data: { paymentId, amount, refundId } })
        return [...disputes.map(providerEvent), ...reported]
      }
      // The event's id derives from the refund's id, so that a repeated request gives the same event.
      const { event } = await refundAtSandbox(database, { paymentId, eventId: `evt_${refundId}`, refundId, amount })
      return event === null ? [] : [providerEvent(event)]
    },
  }
}

const disputeEvents = (history: readonly SandboxEvent[]) =>
  history.filter(({ type }) => type === 'payment_disputed' || type.startsWith('dispute_'))

/** Whether a dispute is open or lost: a provider then refuses refunds. Events without an id are about one dispute. */
function isDisputed(disputes: readonly SandboxEvent[]): boolean {
  const types = Map.groupBy(disputes, ({ data }) => data?.disputeId)
  return [...types.values()].some((events) => {
    const has = (wanted: string) => events.some(({ type }) => type === wanted)
    return has('dispute_lost') || !has('dispute_won')
  })
}

async function recordAndReport(database: Database, event: SandboxEvent): Promise<ProviderEvent[]> {
  await recordEvent(database, event)
  return [providerEvent(event)]
}

/** Converts an event of the sandbox. */
export function providerEvent(event: SandboxEvent): ProviderEvent {
  const { id, type, data } = event
  return {
    eventId: id,
    type,
    providerPaymentId: data?.paymentId ?? null,
    amount: data?.amount ?? null,
    refundId: data?.refundId ?? null,
    disputeId: data?.disputeId,
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
