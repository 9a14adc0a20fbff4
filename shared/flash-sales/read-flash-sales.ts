import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { Timestamp } from '../values.ts'
import { FlashSale } from './flash-sale.ts'
import { flashSales } from './tables.ts'

/** `2026-12-24T08:00:00.000Z~fls_01k…`: the start and the id of a page's last sale. */
const Cursor = z
  .string()
  .max(200)
  .transform((text) => text.split('~'))
  .pipe(z.tuple([z.iso.datetime(), z.string().min(1)], 'is not a nextCursor of this list'))

export const ListSalesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Cursor.optional().meta({ type: 'string', description: '`nextCursor` of the previous page.' }),
})

export const FlashSalePage = z
  .object({ items: z.array(FlashSale), nextCursor: z.string().nullable() })
  .meta({ id: 'FlashSalePage' })

const remaining: SQL<number> = sql<number>`flash_sale_remaining(${flashSales})`
/** See `is_sale_stopped.sql`. */
const hasEnded = sql<boolean>`is_sale_stopped(${flashSales})`

const columns = {
  id: flashSales.id,
  sku: flashSales.sku,
  price: flashSales.price,
  allocation: flashSales.allocation,
  remaining,
  perCustomerLimit: flashSales.perCustomerLimit,
  startsAt: flashSales.startsAt,
  endsAt: flashSales.endsAt,
  hasEnded,
  hasStarted: sql<boolean>`${flashSales.startsAt} <= now()`,
}
type Row = Omit<FlashSale, 'currency' | 'status'> & { hasEnded: boolean; hasStarted: boolean }

function toFlashSale({ hasEnded, hasStarted, ...sale }: Row, currency: string): FlashSale {
  const unitsLeft = hasEnded ? 0 : sale.remaining
  const status = hasEnded ? 'ended' : !hasStarted ? 'scheduled' : unitsLeft === 0 ? 'sold_out' : 'live'
  return {
    ...sale,
    currency,
    remaining: unitsLeft,
    startsAt: Timestamp.parse(sale.startsAt),
    endsAt: Timestamp.parse(sale.endsAt),
    status,
  }
}

/** A page of the running and scheduled sales, in the order of their start. */
export async function listFlashSales(
  database: Database,
  currency: string,
  { limit, cursor }: z.output<typeof ListSalesQuery>,
): Promise<Success<z.output<typeof FlashSalePage>>> {
  const [startsAt, id] = cursor ?? []
  const after =
    startsAt === undefined || id === undefined
      ? undefined
      : or(gt(flashSales.startsAt, startsAt), and(eq(flashSales.startsAt, startsAt), gt(flashSales.id, id)))
  const rows = await queryBuilder(database, 'list_flash_sales')
    .select(columns)
    .from(flashSales)
    .where(and(sql`not ${hasEnded}`, after))
    .orderBy(asc(flashSales.startsAt), asc(flashSales.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => toFlashSale(row, currency))
  const last = rows.length > limit ? items.at(-1) : undefined
  return success({ items, nextCursor: last === undefined ? null : `${last.startsAt}~${last.id}` })
}

/** One sale, also after its end. */
export async function readFlashSale(
  database: Database,
  currency: string,
  saleId: string,
): Promise<Outcome<FlashSale, 'flash_sale_not_found'>> {
  const [row] = await queryBuilder(database, 'read_flash_sale')
    .select(columns)
    .from(flashSales)
    .where(eq(flashSales.id, saleId))
  if (row === undefined) return refusal('flash_sale_not_found')
  return success(toFlashSale(row, currency))
}
