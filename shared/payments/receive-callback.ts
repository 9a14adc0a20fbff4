import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { Logger } from '../platform/observability/logger.ts'
import { applyEvent } from './apply-event.ts'
import type { Callback, PaymentProvider, ProviderEvent } from './provider.ts'

export const callbackRefusals = ['invalid_signature', 'invalid_event'] as const

export interface Receipt {
  /** False when the event had come before. */
  stored: boolean
}

const Stored = z.object({ stored: z.boolean() })

/**
 * Takes a provider's callback: the event is in the inbox before the sender gets a 2xx. It is applied at once; should
 * that fail, `process-webhooks` applies it later, and the sender need not send it again.
 */
export async function receiveCallback(
  database: Database,
  provider: PaymentProvider,
  callback: Callback,
  log: Logger,
): Promise<Outcome<Receipt, (typeof callbackRefusals)[number]>> {
  const read = await provider.readEvent(callback)
  if (!read.ok) return read
  return success(await takeEvent(database, provider.name, read.value, log))
}

/** Puts an event in the inbox and applies it, whichever way it came: by a callback, or by asking the provider. */
export async function takeEvent(
  database: Database,
  provider: string,
  event: ProviderEvent,
  log: Logger,
): Promise<Receipt> {
  const receipt = await callRoutine(database, 'store_payment_event', { provider, ...event }, Stored)
  try {
    const outcome = await applyEvent(database, { provider, eventId: event.eventId })
    log.info({ event_id: event.eventId, event_type: event.type, outcome }, 'payment event')
  } catch (error) {
    log.error({ err: error, event_id: event.eventId }, 'payment event is stored, to be applied later')
  }
  return receipt
}

/** The same for a provider that was named by the path: a shop has only the one that it was started with. */
export async function receiveProviderCallback(
  database: Database,
  provider: PaymentProvider | null,
  callback: Callback,
  log: Logger,
): Promise<Outcome<Receipt, (typeof callbackRefusals)[number] | 'provider_not_found'>> {
  if (provider === null) return refusal('provider_not_found')
  return receiveCallback(database, provider, callback, log)
}
