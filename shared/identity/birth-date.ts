import * as z from 'zod'

/** Somebody who lives: no birthday to come, none longer ago than anybody has lived. */
export const BirthDate = z.iso
  .date({ error: 'must be a day of the calendar: 1990-02-28', abort: true })
  .refine((date) => date >= '1900-01-01' && date <= new Date().toISOString().slice(0, 10), 'must lie in the past')
