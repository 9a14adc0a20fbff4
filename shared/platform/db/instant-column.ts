import { sql } from 'drizzle-orm'
import { customType } from 'drizzle-orm/pg-core'

/**
 * A point in time as a driver gives it, a `Date` or text, as RFC 3339 in UTC. Milliseconds: what is finer is lost.
 * So a time that was read is for showing; to page by it, compare in SQL with the row that it came from.
 */
export const instantText = (value: string | Date): string => new Date(value).toISOString()

/**
 * `timestamptz`, read the same over every transport. drizzle's own text mode passes on what the driver made of it, and
 * adds the machine's offset to a time that is UTC already.
 */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: instantText,
  toDriver: (value) => value,
})

export const now = sql`now()`
