import * as z from 'zod'

/** From 1900 until today. */
export const BirthDate = z.iso
  .date({ error: 'must be a date like 1990-02-28', abort: true })
  .refine((date) => date >= '1900-01-01', 'must not be before 1900')
  .refine((date) => date <= new Date().toISOString().slice(0, 10), 'must not be in the future')
