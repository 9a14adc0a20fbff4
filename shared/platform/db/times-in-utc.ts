/** As Postgres writes a `timestamptz` into JSON: with the offset of the session's time zone. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)+$/

/**
 * JSON that no schema describes field by field, as the facts of a refusal or a record of the audit log, with its times as
 * the API writes them: in UTC, ending in Z. JSON has no type for a time, so it is known by its form.
 */
export function timesInUtc(value: unknown): unknown {
  if (typeof value === 'string') return TIME.test(value) ? inUtc(value) : value
  if (Array.isArray(value)) return value.map(timesInUtc)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, timesInUtc(part)]))
}

/** Text that only looks like a time stays. */
function inUtc(text: string): string {
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? text : time.toISOString()
}
