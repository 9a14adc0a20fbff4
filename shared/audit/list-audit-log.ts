import { and, desc, eq, gte, lt } from 'drizzle-orm'
import * as z from 'zod'
import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { timesInUtc } from '../platform/db/times-in-utc.ts'
import { Instant } from '../values.ts'
import { auditLog } from './tables.ts'

const Name = z.string().max(200).optional()
const LARGEST_ID = Number.MAX_SAFE_INTEGER

export const AuditLogQuery = z.object({
  entity: Name.meta({ description: '`coupon`, `product`, …' }),
  entityId: Name,
  actor: Name.meta({ description: 'Id of the actor.' }),
  from: Instant.optional().meta({ type: 'string', format: 'date-time' }),
  to: Instant.optional().meta({ type: 'string', format: 'date-time', description: 'Exclusive.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^[0-9]{1,16}$/, 'is not a nextCursor of this list')
    .transform(Number)
    .refine((id) => id <= LARGEST_ID, 'is not a nextCursor of this list')
    .optional()
    .meta({ type: 'string', description: '`nextCursor` of the previous page.' }),
})

const AuditEntry = z
  .object({
    id: z.string(),
    actor: z.object({ customerId: z.string(), role: z.enum(['customer', 'staff', 'admin', 'system']) }),
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    before: z.unknown().meta({ description: 'The record before the change; null for a new record.' }),
    after: z.unknown().meta({ description: 'The record after the change; null for a deleted record.' }),
    requestId: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'AuditEntry' })

export const AuditLogPage = z
  .object({ items: z.array(AuditEntry), nextCursor: z.string().nullable() })
  .meta({ id: 'AuditLogPage' })
export type AuditLogPage = z.output<typeof AuditLogPage>

/** A page of the audit log, newest first. */
export async function listAuditLog(
  database: Database,
  { entity, entityId, actor, from, to, limit, cursor }: z.output<typeof AuditLogQuery>,
): Promise<Success<AuditLogPage>> {
  const rows = await queryBuilder(database, 'list_audit_log')
    .select()
    .from(auditLog)
    .where(
      and(
        entity === undefined ? undefined : eq(auditLog.entity, entity),
        entityId === undefined ? undefined : eq(auditLog.entityId, entityId),
        actor === undefined ? undefined : eq(auditLog.actorId, actor),
        from === undefined ? undefined : gte(auditLog.createdAt, from),
        to === undefined ? undefined : lt(auditLog.createdAt, to),
        cursor === undefined ? undefined : lt(auditLog.id, cursor),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map(({ id, actorId, actorRole, before, after, ...row }) => ({
    id: String(id),
    actor: { customerId: actorId, role: actorRole },
    ...row,
    before: timesInUtc(before),
    after: timesInUtc(after),
  }))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}
