import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import * as z from 'zod'
import { type Success, success } from '../outcome.ts'
import { Role } from '../platform/auth/role.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { CustomerRecord } from './customer.ts'
import { customers } from './tables.ts'

export const ListCustomersQuery = z.object({
  role: Role.optional(),
  q: z.string().trim().max(254).optional().meta({ description: 'Part of the e-mail address or the name.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the previous page.' }),
})

export const CustomerPage = z
  .object({ items: z.array(CustomerRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'CustomerPage' })
export type CustomerPage = z.output<typeof CustomerPage>

/** A page of accounts, newest first: ids start with the creation time. */
export async function listCustomers(
  database: Database,
  { role, q, limit, cursor }: z.output<typeof ListCustomersQuery>,
): Promise<Success<CustomerPage>> {
  const contains = (column: typeof customers.email | typeof customers.name) =>
    sql`strpos(lower(${column}), lower(${q})) > 0`
  const rows = await queryBuilder(database, 'list_customers')
    .select({
      id: customers.id,
      email: customers.email,
      name: customers.name,
      role: customers.role,
      createdAt: customers.createdAt,
    })
    .from(customers)
    .where(
      and(
        role === undefined ? undefined : eq(customers.role, role),
        q === undefined ? undefined : or(contains(customers.email), contains(customers.name)),
        cursor === undefined ? undefined : lt(customers.id, cursor),
      ),
    )
    .orderBy(desc(customers.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}
