import { and, desc, eq, lt } from 'drizzle-orm'
import * as z from 'zod'
import { productSku } from '../catalog/product-sku.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { StockMovement } from './stock-movement.ts'
import { inventory, stockMovements } from './tables.ts'

const LARGEST_CURSOR = Number.MAX_SAFE_INTEGER

export const MovementsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^[0-9]{1,16}$/, 'is not a nextCursor of this list')
    .transform(Number)
    .refine((id) => id <= LARGEST_CURSOR, 'is not a nextCursor of this list')
    .optional()
    .meta({ type: 'string', description: '`nextCursor` of the previous page.' }),
})

export const MovementPage = z
  .object({ items: z.array(StockMovement), nextCursor: z.string().nullable() })
  .meta({ id: 'StockMovementPage' })

export const movementsRefusals = ['product_not_found'] as const

/** A page of a product's stock ledger, newest first. One query also detects an unknown SKU: hence the left join. */
export async function listMovements(
  database: Database,
  sku: string,
  { limit, cursor }: z.output<typeof MovementsQuery>,
): Promise<Outcome<z.output<typeof MovementPage>, (typeof movementsRefusals)[number]>> {
  const older = cursor === undefined ? undefined : lt(stockMovements.id, cursor)
  const rows = await queryBuilder(database, 'list_movements')
    .select({ movement: stockMovements })
    .from(inventory)
    .leftJoin(stockMovements, and(eq(stockMovements.sku, inventory.sku), older))
    .where(eq(inventory.sku, productSku(sku)))
    .orderBy(desc(stockMovements.id))
    .limit(limit + 1)
  if (rows.length === 0) return refusal('product_not_found')

  const movements = rows.flatMap(({ movement }) => movement ?? [])
  const items = movements
    .slice(0, limit)
    .map(({ requestKey: _, ...movement }) => ({ ...movement, id: String(movement.id) }))
  const last = movements.length > limit ? items.at(-1) : undefined
  return success({ items, nextCursor: last?.id ?? null })
}
