/** The format in which Postgres writes a `timestamptz` into JSON: with the offset of the session's time zone. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)+$/

/**
 * Converts the times in JSON without a schema, such as the facts of a refusal or a record of the audit log, to the API's
 * format: UTC, ending in Z. JSON has no type for times, so they are recognized by their format.
 */
export function timesInUtc(value: unknown): unknown {
  if (typeof value === 'string') return TIME.test(value) ? inUtc(value) : value
  if (Array.isArray(value)) return value.map(timesInUtc)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, timesInUtc(part)]))
}

/** Text that only looks like a time is unchanged. */
function inUtc(text: string): string {
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? text : time.toISOString()
}
