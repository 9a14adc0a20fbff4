import * as z from 'zod'
import { Timestamp } from '../values.ts'

const LARGEST_ID = Number.MAX_SAFE_INTEGER
export const OutboxId = z
  .string()
  .regex(/^[0-9]{1,16}$/, 'is not an id of a message')
  .transform(Number)
  .refine((id) => id <= LARGEST_ID, 'is not an id of a message')

export const OutboxStatus = z.enum(['waiting', 'dead', 'delivered'])

/** What must happen after a commit, as `outbox_record.sql` says it. */
export const OutboxRecord = z
  .object({
    id: z.string(),
    topic: z.string().meta({ description: 'What is to be done: see docs/events.md.' }),
    orderId: z.string().nullable(),
    status: OutboxStatus,
    attempts: z.int(),
    lastError: z.string().nullable(),
    requestId: z.string().nullable().meta({ description: 'Of the request that caused it.' }),
    availableAt: Timestamp.meta({ description: 'Not tried before.' }),
    createdAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
    deadAt: Timestamp.nullable(),
  })
  .meta({ id: 'OutboxMessage' })
export type OutboxRecord = z.output<typeof OutboxRecord>
