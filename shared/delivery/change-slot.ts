import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { SlotRecord } from './slot.ts'
import { type CreateSlotRequest, slotColumns, slotConstraintErrors, type UpdateSlotRequest } from './slot-requests.ts'

const changeRefusals = [
  'slot_not_found',
  'precondition_failed',
  'unknown_zones',
  'capacity_below_booked',
  'slot_has_bookings',
] as const
export const createSlotRefusals = ['unknown_zones', 'conflicting_change'] as const
export const updateSlotRefusals = [...changeRefusals, 'conflicting_change'] as const

export async function createSlot(
  database: Database,
  actor: Actor,
  slot: CreateSlotRequest,
): Promise<Outcome<SlotRecord, (typeof createSlotRefusals)[number]>> {
  const request = { actor, slotId: newId('slt'), slot: slotColumns(slot) }
  const created = await tryChange(
    database,
    'create_delivery_slot',
    request,
    SlotRecord,
    ['unknown_zones'],
    slotConstraintErrors,
  )
  return created.ok ? withEntityTag(created.value) : created
}

/** @param ifMatch the expected version; undefined: any */
export async function updateSlot(
  database: Database,
  actor: Actor,
  slotId: string,
  ifMatch: number | undefined,
  changes: UpdateSlotRequest,
): Promise<Outcome<SlotRecord, (typeof updateSlotRefusals)[number]>> {
  const request = { actor, ifMatch, slotId, changes: slotColumns(changes) }
  const updated = await tryChange(
    database,
    'update_delivery_slot',
    request,
    SlotRecord,
    changeRefusals,
    slotConstraintErrors,
  )
  return updated.ok ? withEntityTag(updated.value) : updated
}
