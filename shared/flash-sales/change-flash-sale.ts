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
  flashSaleFaults,
  type UpdateFlashSaleRequest,
} from './flash-sale-record.ts'
import { rebuildGate } from './gate/gate.ts'
import { forgetSoldOut } from './sold-out-memory.ts'

const shared = ['flash_sale_ended', 'insufficient_stock', 'conflicting_change'] as const
export const createFlashSaleRefusals = ['product_not_found', ...shared] as const
export const updateFlashSaleRefusals = ['flash_sale_not_found', 'precondition_failed', ...shared] as const

export async function createFlashSale(
  database: Database,
  actor: Actor,
  { sku, ...sale }: CreateFlashSaleRequest,
): Promise<Outcome<FlashSaleRecord, (typeof createFlashSaleRefusals)[number]>> {
  const request = { actor, saleId: newId('fls'), sale: { sku, ...flashSaleColumns(sale) } }
  return change(database, 'create_flash_sale', request, createFlashSaleRefusals)
}

/**
 * The gate hears of it at once, or, where Redis is away, when it is rebuilt.
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
  forgetSoldOut(kv, saleId)
  return changed
}

async function change<const Code extends RefusalCode>(
  database: Database,
  routine: string,
  request: unknown,
  codes: readonly Code[],
) {
  const changed = await tryChange(database, routine, request, FlashSaleRecord, codes, flashSaleFaults)
  if (changed.ok) return withEntityTag(changed.value)
  return changed.code === 'insufficient_stock' ? refuseShortages(changed.facts.shortages, 'allocation') : changed
}
