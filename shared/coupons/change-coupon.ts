import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { CouponRecord } from './coupon.ts'
import {
  type CreateCouponRequest,
  couponColumns,
  couponConstraintErrors,
  type UpdateCouponRequest,
} from './coupon-requests.ts'

const referenceRefusals = ['unknown_products', 'unknown_categories'] as const
export const createCouponRefusals = ['coupon_exists', ...referenceRefusals, 'conflicting_change'] as const
export const updateCouponRefusals = [
  'coupon_does_not_exist',
  'precondition_failed',
  ...referenceRefusals,
  'conflicting_change',
] as const

export async function createCoupon(
  database: Database,
  actor: Actor,
  { code, ...coupon }: CreateCouponRequest,
): Promise<Outcome<CouponRecord, (typeof createCouponRefusals)[number]>> {
  const request = { actor, couponId: newId('cpn'), coupon: { code, ...couponColumns(coupon) } }
  const created = await tryChange(
    database,
    'create_coupon',
    request,
    CouponRecord,
    ['coupon_exists', ...referenceRefusals],
    couponConstraintErrors,
  )
  return created.ok ? withEntityTag(created.value) : created
}

/** @param ifMatch the expected version; undefined: any */
export async function updateCoupon(
  database: Database,
  actor: Actor,
  code: string,
  ifMatch: number | undefined,
  changes: UpdateCouponRequest,
): Promise<Outcome<CouponRecord, (typeof updateCouponRefusals)[number]>> {
  const request = { actor, ifMatch, code, changes: couponColumns(changes) }
  const updated = await tryChange(
    database,
    'update_coupon',
    request,
    CouponRecord,
    ['coupon_does_not_exist', 'precondition_failed', ...referenceRefusals],
    couponConstraintErrors,
  )
  return updated.ok ? withEntityTag(updated.value) : updated
}
