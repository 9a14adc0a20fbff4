import * as z from 'zod'
import { refineWhen } from '../refine-when.ts'
import { Instant, LARGEST_PRICE, Money } from '../values.ts'

const MAXIMUM_CAPACITY = 1_000_000
const MAXIMUM_ZONES = 1_000

const fields = {
  startsAt: Instant,
  endsAt: Instant,
  cutoffAt: Instant,
  capacity: z.int().min(0).max(MAXIMUM_CAPACITY),
  fee: Money.max(LARGEST_PRICE),
  zoneIds: z.array(z.string().max(100)).min(1).max(MAXIMUM_ZONES).nullable().meta({ description: 'Null: every zone.' }),
  active: z.boolean(),
}

const WINDOW_FAULT = 'must be after startsAt'
const CUTOFF_FAULT = 'must not be after startsAt'

export const CreateSlotBody = z
  .strictObject({ ...fields, zoneIds: fields.zoneIds.default(null), active: fields.active.default(true) })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    ...{ path: ['endsAt'], message: WINDOW_FAULT },
    when: refineWhen(z.object({ startsAt: Instant, endsAt: Instant })),
  })
  .refine(({ startsAt, cutoffAt }) => cutoffAt <= startsAt, {
    ...{ path: ['cutoffAt'], message: CUTOFF_FAULT },
    when: refineWhen(z.object({ startsAt: Instant, cutoffAt: Instant })),
  })
  .meta({
    example: {
      ...{ startsAt: '2026-12-24T06:00:00Z', endsAt: '2026-12-24T08:00:00Z', cutoffAt: '2026-12-24T03:00:00Z' },
      ...{ capacity: 40, fee: 3500 },
    },
  })
export type CreateSlotRequest = z.output<typeof CreateSlotBody>

/** Missing fields stay unchanged. */
export const UpdateSlotBody = z
  .strictObject(fields)
  .partial()
  .meta({ example: { capacity: 60, active: true } })
export type UpdateSlotRequest = z.output<typeof UpdateSlotBody>

/** Constraints of the table that a partial update can violate together with the stored values. */
export const slotConstraintErrors = {
  delivery_slots_window: { path: 'endsAt', message: WINDOW_FAULT },
  delivery_slots_cutoff_before_start: { path: 'cutoffAt', message: CUTOFF_FAULT },
} as const

/** The request with the table's column names; missing fields stay undefined. */
export function slotColumns({ startsAt, endsAt, cutoffAt, zoneIds, ...others }: UpdateSlotRequest) {
  return { ...others, starts_at: startsAt, ends_at: endsAt, cutoff_at: cutoffAt, zone_ids: zoneIds }
}

export const SlotPath = z.object({ slotId: z.string().max(100) })
