import * as z from 'zod'
import { eventTypes } from '../orders/order-events.ts'
import { Timestamp } from '../values.ts'

const EventTypes = z
  .array(z.enum(eventTypes))
  .min(1)
  .max(100)
  .nullable()
  .meta({ description: 'Event types that are sent; null for all. See docs/reference.md.' })

const fields = {
  url: z.string().trim().max(2_000).meta({ description: 'An `https://` URL with a public host.' }),
  description: z.string().trim().max(500),
  eventTypes: EventTypes,
  active: z.boolean(),
}

export const CreateWebhookBody = z
  .strictObject({
    url: fields.url,
    description: fields.description.default(''),
    eventTypes: fields.eventTypes.default(null),
    active: fields.active.default(true),
  })
  .meta({ example: { url: 'https://erp.example/larder', eventTypes: ['order.paid'] } })

/** Fields that are not sent stay unchanged. */
export const UpdateWebhookBody = z
  .strictObject({
    ...fields,
    rotateSecret: z
      .boolean()
      .meta({ description: 'Creates a new secret. For 24 hours requests are signed with the old one as well.' }),
  })
  .partial()
  .meta({ example: { active: true } })

export const WebhookPath = z.object({ id: z.string().max(100) })
export const DeliveryPath = WebhookPath.extend({ deliveryId: z.string().max(100) })

const record = {
  id: z.string(),
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(z.string()).nullable(),
  active: z.boolean(),
  previousSecretUntil: Timestamp.nullable(),
  failingSince: Timestamp.nullable(),
  disabledAt: Timestamp.nullable().meta({ description: 'When it was disabled after failing for days.' }),
  version: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
}
/** The result of `webhook_record.sql`. */
export const WebhookRecord = z.object({ ...record, secretNumber: z.int() })
export const Webhook = z.object(record).meta({ id: 'Webhook' })
/** The secret is only in the response that creates it. */
export const WebhookWithSecret = z
  .object({
    ...record,
    secret: z.string().optional().meta({ description: 'Only in the response that creates it. Store it.' }),
  })
  .meta({ id: 'WebhookWithSecret' })
export const WebhookList = z.object({ items: z.array(Webhook) }).meta({ id: 'WebhookList' })

export const WebhookDeliveryRecord = z
  .object({
    id: z.string().meta({ description: 'Sent as `webhook-id`, the same for every attempt.' }),
    eventType: z.string(),
    orderId: z.string().nullable(),
    status: z.enum(['waiting', 'delivered', 'failed', 'skipped']),
    attempts: z.array(
      z.object({
        at: Timestamp,
        status: z.int().nullable().meta({ description: 'Response status; null without a response.' }),
        error: z.string().nullable(),
        milliseconds: z.int(),
      }),
    ),
    body: z.record(z.string(), z.unknown()),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

export const DeliveriesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the previous page.' }),
})
export const DeliveryPage = z
  .object({ items: z.array(WebhookDeliveryRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookDeliveryPage' })
