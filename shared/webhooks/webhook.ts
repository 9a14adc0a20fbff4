import * as z from 'zod'
import { eventTypes } from '../orders/order-events.ts'
import { Timestamp } from '../values.ts'

const EventTypes = z
  .array(z.enum(eventTypes))
  .min(1)
  .max(100)
  .nullable()
  .meta({ description: 'Which events it is told of; null for all. See docs/events.md.' })

const fields = {
  url: z.string().trim().max(2_000).meta({ description: '`https://` on the public internet.' }),
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

/** What is sent is changed, what is not sent stays. */
export const UpdateWebhookBody = z
  .strictObject({
    ...fields,
    rotateSecret: z.boolean().meta({ description: 'A new secret; for a day the one before signs as well.' }),
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
  disabledAt: Timestamp.nullable().meta({ description: 'When it was taken out of service for failing for days.' }),
  version: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
}
/** As `webhook_record.sql` says it. */
export const WebhookRecord = z.object({ ...record, secretNumber: z.int() })
export const Webhook = z.object(record).meta({ id: 'Webhook' })
/** The secret is answered when it is made, and never again. */
export const WebhookWithSecret = z
  .object({ ...record, secret: z.string().optional().meta({ description: 'Only when it is new. Keep it.' }) })
  .meta({ id: 'WebhookWithSecret' })
export const WebhookList = z.object({ items: z.array(Webhook) }).meta({ id: 'WebhookList' })

export const WebhookDeliveryRecord = z
  .object({
    id: z.string().meta({ description: 'Sent as `webhook-id`, the same for every try.' }),
    eventType: z.string(),
    orderId: z.string().nullable(),
    status: z.enum(['waiting', 'delivered', 'failed', 'skipped']),
    attempts: z.array(
      z.object({
        at: Timestamp,
        status: z.int().nullable().meta({ description: 'What the receiver answered; null for nothing.' }),
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
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the page before.' }),
})
export const DeliveryPage = z
  .object({ items: z.array(WebhookDeliveryRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookDeliveryPage' })
