import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { urlFault } from './address.ts'
import { webhookSecret } from './secret.ts'
import {
  type CreateWebhookBody,
  type UpdateWebhookBody,
  WebhookDeliveryRecord,
  WebhookRecord,
  type WebhookWithSecret,
} from './webhook.ts'

export const createWebhookRefusals = ['webhook_url_refused'] as const
export const updateWebhookRefusals = ['webhook_not_found', 'precondition_failed', 'webhook_url_refused'] as const
export const deleteWebhookRefusals = ['webhook_not_found'] as const
export const redeliverRefusals = ['webhook_delivery_not_found'] as const

type WithSecret = z.output<typeof WebhookWithSecret>

/** The one answer with the secret in it. */
export async function createWebhook(
  database: Database,
  configuration: Configuration,
  actor: Actor,
  { url, description, eventTypes, active }: z.output<typeof CreateWebhookBody>,
): Promise<Outcome<WithSecret, 'webhook_url_refused'>> {
  const refused = refuseUrl(url, configuration)
  if (refused !== null) return refused
  const endpoint = { id: newId('whe'), url, description, event_types: eventTypes, active }
  const made = await tryRoutine(database, 'create_webhook', { actor, endpoint }, WebhookRecord, [])
  return made.ok ? withSecret(configuration, made.value) : made
}

/** @param ifMatch the version that may be changed; undefined for any */
export async function updateWebhook(
  database: Database,
  configuration: Configuration,
  actor: Actor,
  { id, ifMatch }: { id: string; ifMatch: number | undefined },
  { rotateSecret = false, eventTypes, ...same }: z.output<typeof UpdateWebhookBody>,
): Promise<Outcome<WithSecret, (typeof updateWebhookRefusals)[number]>> {
  const refused = same.url === undefined ? null : refuseUrl(same.url, configuration)
  if (refused !== null) return refused
  const request = { actor, ifMatch, id, changes: { ...same, event_types: eventTypes }, rotate: rotateSecret }
  const codes = ['webhook_not_found', 'precondition_failed'] as const
  const changed = await tryRoutine(database, 'update_webhook', request, WebhookRecord, codes)
  if (!changed.ok) return changed
  if (rotateSecret) return withSecret(configuration, changed.value)
  const { secretNumber: _, ...endpoint } = changed.value
  return withEntityTag(endpoint)
}

export async function deleteWebhook(
  database: Database,
  actor: Actor,
  id: string,
): Promise<Outcome<undefined, 'webhook_not_found'>> {
  const gone = await tryRoutine(database, 'delete_webhook', { actor, id }, z.object({}), deleteWebhookRefusals)
  return gone.ok ? success(undefined) : gone
}

/** Sends a delivery again, with the same `webhook-id`. */
export function redeliverWebhook(database: Database, actor: Actor, path: { id: string; deliveryId: string }) {
  return tryRoutine(database, 'redeliver_webhook', { actor, ...path }, WebhookDeliveryRecord, redeliverRefusals)
}

function refuseUrl(url: string, { debug }: Configuration) {
  const message = urlFault(url, debug)
  if (message === undefined) return null
  return refusal('webhook_url_refused', { errors: [{ path: 'url', message }] })
}

async function withSecret(configuration: Configuration, { secretNumber, ...endpoint }: z.output<typeof WebhookRecord>) {
  const secret = await webhookSecret(configuration, endpoint.id, secretNumber)
  return withEntityTag({ ...endpoint, secret })
}
