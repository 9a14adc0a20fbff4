import { sql } from 'drizzle-orm'
import { customType } from 'drizzle-orm/pg-core'

/**
 * Converts a driver's `Date` or text to RFC 3339 in UTC. It drops the microseconds of Postgres, so the result is for
 * display: a cursor must compare in SQL with the row that the time came from.
 */
export const instantText = (value: string | Date): string => new Date(value).toISOString()

/**
 * `timestamptz`, read the same over every transport. drizzle's own text mode returns the driver's format, and adds the
 * machine's offset to a time that is already in UTC.
 */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: instantText,
  toDriver: (value) => value,
})

export const now = sql`now()`
