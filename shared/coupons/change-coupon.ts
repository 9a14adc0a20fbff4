import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { CouponRecord } from './coupon.ts'
import { type CreateCouponRequest, couponColumns, couponFaults, type UpdateCouponRequest } from './coupon-requests.ts'

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
  const made = await tryChange(
    database,
    'create_coupon',
    request,
    CouponRecord,
    ['coupon_exists', ...referenceRefusals],
    couponFaults,
  )
  return made.ok ? withEntityTag(made.value) : made
}

/** @param ifMatch the version that may be changed; undefined for any */
export async function updateCoupon(
  database: Database,
  actor: Actor,
  code: string,
  ifMatch: number | undefined,
  changes: UpdateCouponRequest,
): Promise<Outcome<CouponRecord, (typeof updateCouponRefusals)[number]>> {
  const request = { actor, ifMatch, code, changes: couponColumns(changes) }
  const changed = await tryChange(
    database,
    'update_coupon',
    request,
    CouponRecord,
    ['coupon_does_not_exist', 'precondition_failed', ...referenceRefusals],
    couponFaults,
  )
  return changed.ok ? withEntityTag(changed.value) : changed
}
