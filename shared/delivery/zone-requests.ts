import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'
import { LARGEST_PRICE, Money } from '../values.ts'

const MAXIMUM_AREAS = 2_000
const Areas = z.array(z.string().trim().min(1).max(200)).max(MAXIMUM_AREAS)

const fields = {
  name: LocalizedText,
  districts: Areas.meta({
    description: 'Districts, cities or regions, in any language. Case and a final 區 do not matter.',
  }),
  postcodes: Areas.meta({ description: 'Prefixes: each matches all postcodes that begin with it.' }),
  minimumBasket: Money.max(LARGEST_PRICE).meta({
    description: 'The minimum price of the products after promotions.',
  }),
  fee: Money.max(LARGEST_PRICE).meta({ description: "Added to the slot's fee." }),
  freeFrom: Money.max(LARGEST_PRICE)
    .nullable()
    .meta({ description: 'The price of the products from which delivery is free. Null: never.' }),
  fallback: z.boolean().meta({ description: 'Serves addresses without any area. Only one zone can be the fallback.' }),
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

/** Missing fields stay unchanged. A list of areas replaces the stored list. */
export const UpdateZoneBody = z
  .strictObject(fields)
  .partial()
  .meta({ example: { fee: 2500, freeFrom: 80000 } })
export type UpdateZoneRequest = z.output<typeof UpdateZoneBody>

export const zoneConstraintErrors = {
  delivery_zone_areas_area_not_empty: { path: 'districts', message: 'must contain more than spaces, hyphens and 區' },
} as const

/** The request with the table's column names; missing fields stay undefined. */
export function zoneColumns({ minimumBasket, freeFrom, ...others }: UpdateZoneRequest) {
  return { ...others, minimum_basket: minimumBasket, free_from: freeFrom }
}

export const ZonePath = z.object({ zoneId: z.string().max(100) })
