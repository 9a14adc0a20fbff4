import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { reads } from '../platform/db/reads.ts'
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
  cursor: Cursor.optional().meta({ type: 'string', description: '`nextCursor` of the page before.' }),
})

export const FlashSalePage = z
  .object({ items: z.array(FlashSale), nextCursor: z.string().nullable() })
  .meta({ id: 'FlashSalePage' })

const remaining: SQL<number> = sql<number>`flash_sale_remaining(${flashSales})`
const isOver = sql<boolean>`(not ${flashSales.active} or ${flashSales.endsAt} <= now())`

const columns = {
  id: flashSales.id,
  sku: flashSales.sku,
  price: flashSales.price,
  allocation: flashSales.allocation,
  remaining,
  perCustomerLimit: flashSales.perCustomerLimit,
  startsAt: flashSales.startsAt,
  endsAt: flashSales.endsAt,
  isOver,
  hasStarted: sql<boolean>`${flashSales.startsAt} <= now()`,
}
type Row = Omit<FlashSale, 'currency' | 'status'> & { isOver: boolean; hasStarted: boolean }

function present({ isOver, hasStarted, ...sale }: Row, currency: string): FlashSale {
  const left = isOver ? 0 : sale.remaining
  const status = isOver ? 'ended' : !hasStarted ? 'scheduled' : left === 0 ? 'sold_out' : 'live'
  return {
    ...sale,
    currency,
    remaining: left,
    startsAt: Timestamp.parse(sale.startsAt),
    endsAt: Timestamp.parse(sale.endsAt),
    status,
  }
}

/** Sales that are not over, those that start first before the others. */
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
  const rows = await reads(database, 'list_flash_sales')
    .select(columns)
    .from(flashSales)
    .where(and(sql`not ${isOver}`, after))
    .orderBy(asc(flashSales.startsAt), asc(flashSales.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => present(row, currency))
  const last = rows.length > limit ? items.at(-1) : undefined
  return success({ items, nextCursor: last === undefined ? null : `${last.startsAt}~${last.id}` })
}

/** A sale, one that is over too. */
export async function readFlashSale(
  database: Database,
  currency: string,
  saleId: string,
): Promise<Outcome<FlashSale, 'flash_sale_not_found'>> {
  const [row] = await reads(database, 'read_flash_sale')
    .select(columns)
    .from(flashSales)
    .where(eq(flashSales.id, saleId))
  if (row === undefined) return refusal('flash_sale_not_found')
  return success(present(row, currency))
}
