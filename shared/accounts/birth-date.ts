import * as z from 'zod'

/** Somebody who lives: no birthday to come, none longer ago than anybody has lived. */
export const BirthDate = z.iso
  .date({ error: 'must be a day of the calendar: 1990-02-28', abort: true })
  .refine((date) => date >= '1900-01-01', 'must not lie before 1900')
  .refine((date) => date <= new Date().toISOString().slice(0, 10), 'must not lie in the future')
