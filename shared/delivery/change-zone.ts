import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import type { Outcome } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { ZoneRecord } from './zone.ts'
import { type CreateZoneRequest, type UpdateZoneRequest, zoneColumns, zoneConstraintErrors } from './zone-requests.ts'

const termRefusals = ['area_taken', 'free_delivery_below_minimum'] as const
const changeRefusals = ['zone_not_found', 'precondition_failed', ...termRefusals] as const
export const createZoneRefusals = [...termRefusals, 'conflicting_change'] as const
export const updateZoneRefusals = [...changeRefusals, 'conflicting_change'] as const

export async function createZone(
  database: Database,
  actor: Actor,
  zone: CreateZoneRequest,
): Promise<Outcome<ZoneRecord, (typeof createZoneRefusals)[number]>> {
  const request = { actor, zoneId: newId('zon'), zone: zoneColumns(zone) }
  const created = await tryChange(
    database,
    'create_delivery_zone',
    request,
    ZoneRecord,
    termRefusals,
    zoneConstraintErrors,
  )
  return created.ok ? withEntityTag(created.value) : created
}

/** @param ifMatch the expected version; undefined: any */
export async function updateZone(
  database: Database,
  actor: Actor,
  zoneId: string,
  ifMatch: number | undefined,
  changes: UpdateZoneRequest,
): Promise<Outcome<ZoneRecord, (typeof updateZoneRefusals)[number]>> {
  const request = { actor, ifMatch, zoneId, changes: zoneColumns(changes) }
  const updated = await tryChange(
    database,
    'update_delivery_zone',
    request,
    ZoneRecord,
    changeRefusals,
    zoneConstraintErrors,
  )
  return updated.ok ? withEntityTag(updated.value) : updated
}
