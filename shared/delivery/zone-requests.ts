import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'
import { LARGEST_PRICE, Money } from '../values.ts'

const MOST_AREAS = 2_000
const Areas = z.array(z.string().trim().min(1).max(200)).max(MOST_AREAS)

const fields = {
  name: LocalizedText,
  districts: Areas.meta({ description: 'Districts, cities, regions, in any language; compared without case and 區.' }),
  postcodes: Areas.meta({ description: 'Each stands for all postcodes that begin with it.' }),
  minimumBasket: Money.max(LARGEST_PRICE).meta({
    description: 'Goods after promotions, below which nothing goes there.',
  }),
  fee: Money.max(LARGEST_PRICE).meta({ description: "On top of the slot's." }),
  freeFrom: Money.max(LARGEST_PRICE)
    .nullable()
    .meta({ description: 'Goods from which delivery is free; null: never.' }),
  fallback: z.boolean().meta({ description: 'Takes the addresses that name no place; one zone can.' }),
  active: z.boolean(),
}

export const CreateZoneBody = z
  .strictObject({
    name: fields.name,
    districts: fields.districts.default([]),
    postcodes: fields.postcodes.default([]),
    minimumBasket: fields.minimumBasket.default(0),
    fee: fields.fee.default(0),
    freeFrom: fields.freeFrom.default(null),
    fallback: fields.fallback.default(false),
    active: fields.active.default(true),
  })
  .meta({
    example: { name: { en: 'Kowloon' }, districts: ['油尖旺區', 'Yau Tsim Mong'], minimumBasket: 20000, fee: 2000 },
  })
export type CreateZoneRequest = z.output<typeof CreateZoneBody>

/** What is sent is changed, what is not sent stays. Areas are sent whole. */
export const UpdateZoneBody = z
  .strictObject(fields)
  .partial()
  .meta({ example: { fee: 2500, freeFrom: 80000 } })
export type UpdateZoneRequest = z.output<typeof UpdateZoneBody>

export const zoneFaults = {
  delivery_zone_areas_area_not_empty: { path: 'districts', message: 'must have more than spaces, hyphens and 區' },
} as const

/** The same by the table's columns; only what is there. */
export function zoneColumns({ minimumBasket, freeFrom, ...same }: UpdateZoneRequest) {
  return { ...same, minimum_basket: minimumBasket, free_from: freeFrom }
}

export const ZonePath = z.object({ zoneId: z.string().max(100) })
