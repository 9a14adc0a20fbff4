import * as z from 'zod'
import { Timestamp } from '../values.ts'

const LARGEST_ID = Number.MAX_SAFE_INTEGER
export const OutboxId = z
  .string()
  .regex(/^[0-9]{1,16}$/, 'must be the id of a message')
  .transform(Number)
  .refine((id) => id <= LARGEST_ID, 'must be the id of a message')

export const OutboxStatus = z.enum(['waiting', 'dead', 'delivered'])

/** The result of `outbox_record.sql`. */
export const OutboxRecord = z
  .object({
    id: z.string(),
    topic: z.string().meta({ description: 'What to do: see docs/reference.md.' }),
    orderId: z.string().nullable(),
    status: OutboxStatus,
    attempts: z.int(),
    lastError: z.string().nullable(),
    requestId: z.string().nullable().meta({ description: 'The request that caused it.' }),
    availableAt: Timestamp.meta({ description: 'Earliest time of the next attempt.' }),
    createdAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
    deadAt: Timestamp.nullable(),
  })
  .meta({ id: 'OutboxMessage' })
export type OutboxRecord = z.output<typeof OutboxRecord>
