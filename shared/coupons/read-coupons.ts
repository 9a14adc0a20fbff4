import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { CouponRecord } from './coupon.ts'
import { coupons } from './tables.ts'

export const ListCouponsQuery = z.object({
  active: z.stringbool().optional().meta({ type: 'boolean' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the previous page.' }),
})

export const CouponPage = z
  .object({ items: z.array(CouponRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'CouponPage' })

export type CouponPage = z.output<typeof CouponPage>

export const readCouponRefusals = ['coupon_does_not_exist'] as const

const record: SQL<unknown> = sql`coupon_record(${coupons})`

export async function readCoupon(
  database: Database,
  code: string,
): Promise<Outcome<CouponRecord, (typeof readCouponRefusals)[number]>> {
  const [row] = await queryBuilder(database, 'read_coupon')
    .select({ record })
    .from(coupons)
    .where(eq(coupons.code, code))
  if (row === undefined) return refusal('coupon_does_not_exist')
  return withEntityTag(CouponRecord.parse(row.record))
}

/** One page, in the order of the codes. */
export async function listCoupons(
  database: Database,
  { active, limit, cursor }: z.output<typeof ListCouponsQuery>,
): Promise<Success<z.output<typeof CouponPage>>> {
  const rows = await queryBuilder(database, 'list_coupons')
    .select({ record })
    .from(coupons)
    .where(
      and(
        active === undefined ? undefined : eq(coupons.active, active),
        cursor === undefined ? undefined : gt(coupons.code, cursor),
      ),
    )
    .orderBy(asc(coupons.code))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => CouponRecord.parse(row.record))
  const last = rows.length > limit ? items.at(-1) : undefined
  return success({ items, nextCursor: last?.code ?? null })
}
