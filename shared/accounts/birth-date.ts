import * as z from 'zod'

/** The first place where a day begins is 14 hours ahead of UTC. */
const FIRST_DAY_OFFSET_MILLISECONDS = 14 * 3_600_000

/** From 1900 until today, wherever the shop is. */
export const BirthDate = z.iso
  .date({ error: 'must be a date like 1990-02-28', abort: true })
  .refine((date) => date >= '1900-01-01', 'must not be before 1900')
  .refine(
    (date) => date <= new Date(Date.now() + FIRST_DAY_OFFSET_MILLISECONDS).toISOString().slice(0, 10),
    'must not be in the future',
  )
