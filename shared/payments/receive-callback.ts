import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { Logger } from '../platform/observability/logger.ts'
import { applyEvent } from './apply-event.ts'
import type { Callback, PaymentProvider, ProviderEvent } from './provider.ts'

export const callbackRefusals = ['invalid_signature', 'invalid_event'] as const

export interface Receipt {
  /** False: the event was stored before. */
  stored: boolean
}

const Stored = z.object({ stored: z.boolean() })

/**
 * Receives a provider's callback. The event is stored in the inbox before the sender gets a 2xx, and applied at once. If
 * applying fails, the job `process-webhooks` applies it later, so that the sender need not repeat the callback.
 */
export async function receiveCallback(
  database: Database,
  provider: PaymentProvider,
  callback: Callback,
  log: Logger,
): Promise<Outcome<Receipt, (typeof callbackRefusals)[number]>> {
  const read = await provider.readEvent(callback)
  if (!read.ok) return read
  return success(await storeAndApplyEvent(database, provider.name, read.value, log))
}

/** Stores an event in the inbox and applies it, whether it came by a callback or in a provider's response. */
export async function storeAndApplyEvent(
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
    log.error({ err: error, event_id: event.eventId }, 'payment event is stored and will be applied later')
  }
  return receipt
}

/** `receiveCallback` for the provider in the request's path; null: not the configured one. */
export async function receiveProviderCallback(
  database: Database,
  provider: PaymentProvider | null,
  callback: Callback,
  log: Logger,
): Promise<Outcome<Receipt, (typeof callbackRefusals)[number] | 'provider_not_found'>> {
  if (provider === null) return refusal('provider_not_found')
  return receiveCallback(database, provider, callback, log)
}
