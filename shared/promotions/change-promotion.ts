import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { PromotionRecord } from './promotion.ts'
import {
  type CreatePromotionRequest,
  promotionColumns,
  promotionConstraintErrors,
  type UpdatePromotionRequest,
} from './promotion-requests.ts'

const createCodes = ['promotion_exists', 'unknown_products'] as const
const updateCodes = ['promotion_not_found', 'precondition_failed', 'unknown_products'] as const
export const createPromotionRefusals = [...createCodes, 'conflicting_change'] as const
export const updatePromotionRefusals = [...updateCodes, 'conflicting_change'] as const

export async function createPromotion(
  database: Database,
  actor: Actor,
  { code, ...promotion }: CreatePromotionRequest,
): Promise<Outcome<PromotionRecord, (typeof createPromotionRefusals)[number]>> {
  const promotionId = newId('prm')
  const request = { actor, promotionId, promotion: promotionColumns({ ...promotion, code: code ?? promotionId }) }
  const created = await tryChange(
    database,
    'create_promotion',
    request,
    PromotionRecord,
    createCodes,
    promotionConstraintErrors,
  )
  return created.ok ? withEntityTag(created.value) : created
}

/** @param ifMatch the version that may be changed; undefined for any */
export async function updatePromotion(
  database: Database,
  actor: Actor,
  promotionId: string,
  ifMatch: number | undefined,
  changes: UpdatePromotionRequest,
): Promise<Outcome<PromotionRecord, (typeof updatePromotionRefusals)[number]>> {
  const request = { actor, ifMatch, promotionId, changes: promotionColumns(changes) }
  const updated = await tryChange(
    database,
    'update_promotion',
    request,
    PromotionRecord,
    updateCodes,
    promotionConstraintErrors,
  )
  return updated.ok ? withEntityTag(updated.value) : updated
}
