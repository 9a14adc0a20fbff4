import * as z from 'zod'
import { Sku } from '../values.ts'

export const movementReasons = [
  'opening',
  'received',
  'sold',
  'picked',
  'returned',
  'cancelled',
  'damaged',
  'expired',
  'counted',
  'correction',
] as const

export const MovementsPath = z.object({ sku: z.string().max(100) })

export const StockMovement = z
  .object({
    id: z.string(),
    sku: Sku,
    delta: z.int().meta({ description: 'Units that came (positive) or went (negative).' }),
    reason: z.enum(movementReasons),
    note: z.string().nullable(),
    orderId: z.string().nullable(),
    actor: z.string().meta({ description: 'Who or what moved it.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'StockMovement' })
