import * as z from 'zod'

/** Somebody who lives: no birthday to come, none longer ago than anybody has lived. */
export const BirthDate = z.iso
  .date()
  .refine((date) => date >= '1900-01-01' && date <= new Date().toISOString().slice(0, 10), 'must lie in the past')
