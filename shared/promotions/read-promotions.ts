import { and, asc, eq, exists, gt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { PromotionKind, PromotionRecord } from './promotion.ts'
import { promotionProducts, promotions } from './tables.ts'

export const ListPromotionsQuery = z.object({
  active: z.stringbool().optional().meta({ type: 'boolean' }),
  kind: PromotionKind.optional(),
  sku: z.string().max(100).optional().meta({ description: 'Promotions of this product.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the previous page.' }),
})

export const PromotionPage = z
  .object({ items: z.array(PromotionRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'PromotionPage' })
export type PromotionPage = z.output<typeof PromotionPage>

export const readPromotionRefusals = ['promotion_not_found'] as const

/** See `promotion_record.sql`. */
const record: SQL<unknown> = sql`promotion_record(${promotions.id})`

export async function readPromotion(
  database: Database,
  promotionId: string,
): Promise<Outcome<PromotionRecord, (typeof readPromotionRefusals)[number]>> {
  const statement = queryBuilder(database, 'read_promotion')
  const [row] = await statement.select({ record }).from(promotions).where(eq(promotions.id, promotionId))
  if (row === undefined) return refusal('promotion_not_found')
  return withEntityTag(PromotionRecord.parse(row.record))
}

/** A page in the order of ids. */
export async function listPromotions(
  database: Database,
  { active, kind, sku, limit, cursor }: z.output<typeof ListPromotionsQuery>,
): Promise<Success<PromotionPage>> {
  const statement = queryBuilder(database, 'list_promotions')
  const includesSku = (wanted: string) =>
    exists(
      statement
        .select({ sku: promotionProducts.sku })
        .from(promotionProducts)
        .where(and(eq(promotionProducts.promotionId, promotions.id), eq(promotionProducts.sku, wanted))),
    )
  const rows = await statement
    .select({ record })
    .from(promotions)
    .where(
      and(
        active === undefined ? undefined : eq(promotions.active, active),
        kind === undefined ? undefined : eq(promotions.kind, kind),
        sku === undefined ? undefined : includesSku(sku),
        cursor === undefined ? undefined : gt(promotions.id, cursor),
      ),
    )
    .orderBy(asc(promotions.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => PromotionRecord.parse(row.record))
  const last = rows.length > limit ? items.at(-1) : undefined
  return success({ items, nextCursor: last?.id ?? null })
}
