import { desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { FlashSaleRecord } from './flash-sale-record.ts'
import { flashSales } from './tables.ts'

export const ListFlashSalesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the previous page.' }),
})

export const FlashSaleRecordPage = z
  .object({ items: z.array(FlashSaleRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'FlashSaleRecordPage' })

/** See `flash_sale_record.sql`. */
const record: SQL<unknown> = sql`flash_sale_record(${flashSales})`

export async function readFlashSaleRecord(
  database: Database,
  saleId: string,
): Promise<Outcome<FlashSaleRecord, 'flash_sale_not_found'>> {
  const [row] = await queryBuilder(database, 'read_flash_sale_record')
    .select({ record })
    .from(flashSales)
    .where(eq(flashSales.id, saleId))
  if (row === undefined) return refusal('flash_sale_not_found')
  return withEntityTag(FlashSaleRecord.parse(row.record))
}

/** A page, newest first: ids are in the order of creation. */
export async function listFlashSaleRecords(
  database: Database,
  { limit, cursor }: z.output<typeof ListFlashSalesQuery>,
): Promise<Success<z.output<typeof FlashSaleRecordPage>>> {
  const rows = await queryBuilder(database, 'list_flash_sale_records')
    .select({ record })
    .from(flashSales)
    .where(cursor === undefined ? undefined : lt(flashSales.id, cursor))
    .orderBy(desc(flashSales.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => FlashSaleRecord.parse(row.record))
  const last = rows.length > limit ? items.at(-1) : undefined
  return success({ items, nextCursor: last?.id ?? null })
}
