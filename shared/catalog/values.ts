import * as z from 'zod'

/** A stock keeping unit: letters, digits, dot, dash, underscore. */
export const Sku = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is not a SKU')
  .meta({ example: 'MILK-0001' })

/** Minor units of the store's currency: 1050 is HK$10.50. */
export const Money = z.int().min(0).meta({ description: 'Minor units: `1050` is HK$10.50.', example: 1050 })

export const Unit = z.enum(['each', 'g'])

/** What Postgres answers for a point in time, as RFC 3339 in UTC. */
export const Timestamp = z
  .union([z.string(), z.date()])
  .transform((value) => new Date(value).toISOString())
  .pipe(z.iso.datetime())
