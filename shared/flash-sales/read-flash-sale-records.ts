import { desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { reads } from '../platform/db/reads.ts'
import { FlashSaleRecord } from './flash-sale-record.ts'
import { flashSales } from './tables.ts'

export const ListFlashSalesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the page before.' }),
})

export const FlashSaleRecordPage = z
  .object({ items: z.array(FlashSaleRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'FlashSaleRecordPage' })

/** As `flash_sale_record.sql` says it. */
const record: SQL<unknown> = sql`flash_sale_record(${flashSales})`

export async function readFlashSaleRecord(
  database: Database,
  saleId: string,
): Promise<Outcome<FlashSaleRecord, 'flash_sale_not_found'>> {
  const [row] = await reads(database, 'read_flash_sale_record')
    .select({ record })
    .from(flashSales)
    .where(eq(flashSales.id, saleId))
  if (row === undefined) return refusal('flash_sale_not_found')
  return withEntityTag(FlashSaleRecord.parse(row.record))
}

/** A page, newest first: ids are in the order of their making. */
export async function listFlashSaleRecords(
  database: Database,
  { limit, cursor }: z.output<typeof ListFlashSalesQuery>,
): Promise<Success<z.output<typeof FlashSaleRecordPage>>> {
  const rows = await reads(database, 'list_flash_sale_records')
    .select({ record })
    .from(flashSales)
    .where(cursor === undefined ? undefined : lt(flashSales.id, cursor))
    .orderBy(desc(flashSales.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => FlashSaleRecord.parse(row.record))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}
