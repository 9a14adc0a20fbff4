import * as z from 'zod'

/** A stock keeping unit: letters, digits, dot, dash, underscore. */
export const Sku = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is not a SKU')
  .meta({ example: 'MILK-0001' })

/** Minor units of the store's currency: 1050 is HK$10.50. */
export const Money = z.int().min(0).meta({ description: 'Minor units: `1050` is HK$10.50.', example: 1050 })

export const PositiveMoney = z.int().min(1).meta({ description: 'Minor units: `1050` is HK$10.50.', example: 1050 })

/** The largest price and amount, so that the sum of a cart stays far below the limit of integers. */
export const LARGEST_PRICE = 100_000_000

const EARLIEST = Date.parse('2000-01-01T00:00:00Z')
const LATEST = Date.parse('2200-01-01T00:00:00Z')

/** A point in time in a request, with its offset; converted to UTC. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be a time with its offset: 2026-12-24T08:00:00Z', abort: true })
  .refine((text) => Date.parse(text) >= EARLIEST && Date.parse(text) < LATEST, 'must be between 2000 and 2199')
  .transform((text) => new Date(text).toISOString())
  .meta({ type: 'string', format: 'date-time', example: '2026-12-24T08:00:00Z' })

export const Unit = z.enum(['each', 'g'])

/** A point in time from Postgres, converted to RFC 3339 in UTC. */
export const Timestamp = z
  .union([z.string(), z.date()])
  .transform((value) => new Date(value).toISOString())
  .pipe(z.iso.datetime())
