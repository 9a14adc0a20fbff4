import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import { refuseShortages } from '../inventory/shortages.ts'
import type { Outcome } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { type KeyValueStore, KeyValueStoreUnavailable } from '../platform/kv/key-value-store.ts'
import type { RefusalCode } from '../refusals.ts'
import {
  type CreateFlashSaleRequest,
  FlashSaleRecord,
  flashSaleColumns,
  flashSaleConstraintErrors,
  type UpdateFlashSaleRequest,
} from './flash-sale-record.ts'
import { rebuildGate } from './gate/gate.ts'
import { clearSoldOut } from './sold-out-cache.ts'

const sharedRefusals = ['flash_sale_ended', 'insufficient_stock', 'conflicting_change'] as const
export const createFlashSaleRefusals = ['product_not_found', ...sharedRefusals] as const
export const updateFlashSaleRefusals = ['flash_sale_not_found', 'precondition_failed', ...sharedRefusals] as const

export async function createFlashSale(
  database: Database,
  actor: Actor,
  { sku, ...sale }: CreateFlashSaleRequest,
): Promise<Outcome<FlashSaleRecord, (typeof createFlashSaleRefusals)[number]>> {
  const request = { actor, saleId: newId('fls'), sale: { sku, ...flashSaleColumns(sale) } }
  return change(database, 'create_flash_sale', request, createFlashSaleRefusals)
}

/**
 * Also rebuilds the gate. When Redis is unavailable, the next rebuild applies the change.
 * @param ifMatch the version that may be changed; undefined for any
 */
export async function updateFlashSale(
  { database, kv }: { database: Database; kv: KeyValueStore },
  actor: Actor,
  { saleId, ifMatch, changes }: { saleId: string; ifMatch: number | undefined; changes: UpdateFlashSaleRequest },
): Promise<Outcome<FlashSaleRecord, (typeof updateFlashSaleRefusals)[number]>> {
  const request = { actor, ifMatch, saleId, changes: flashSaleColumns(changes) }
  const changed = await change(database, 'update_flash_sale', request, updateFlashSaleRefusals)
  if (!changed.ok) return changed
  await rebuildGate(kv, database, saleId, { force: true }).catch((error: unknown) => {
    if (!(error instanceof KeyValueStoreUnavailable)) throw error
  })
  clearSoldOut(kv, saleId)
  return changed
}

async function change<const Code extends RefusalCode>(
  database: Database,
  routine: string,
  request: unknown,
  codes: readonly Code[],
) {
  const changed = await tryChange(database, routine, request, FlashSaleRecord, codes, flashSaleConstraintErrors)
  if (changed.ok) return withEntityTag(changed.value)
  return changed.code === 'insufficient_stock' ? refuseShortages(changed.facts.shortages, 'allocation') : changed
}
