/**
 * Days and clock times of the shop, in an IANA time zone such as `Europe/London`. A day is `2026-12-24` and may have 23 or
 * 25 hours.
 */

const DAY_MILLISECONDS = 86_400_000
const HOUR_MILLISECONDS = 3_600_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    })
  formats.set(timeZone, format)
  return format
}

/** The clock of the zone at an instant, as milliseconds since 1970 as if the clock were in UTC. */
function clockAt(milliseconds: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(milliseconds)
      .map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour, minute, second } = parts
  const clock = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  return clock + (((milliseconds % 1_000) + 1_000) % 1_000)
}

/** The day of the shop at an instant. */
export const dayAt = (instant: Date, timeZone: string): string =>
  new Date(clockAt(instant.getTime(), timeZone)).toISOString().slice(0, 10)

/**
 * When the clock of the shop shows this full hour of the day. A time that a change of the clock skips is the same time
 * after the change (02:00 becomes 03:00), and of a time that occurs twice it is the first. So hour 0 is always the first
 * moment of the day.
 */
export function instantOf(day: string, timeZone: string, hour = 0): Date {
  const clock = Date.parse(`${day}T00:00:00Z`) + hour * HOUR_MILLISECONDS
  const offsetAt = (milliseconds: number) => clockAt(milliseconds, timeZone) - milliseconds
  // The offsets before and after a change of the clock on this day.
  const before = clock - offsetAt(clock - DAY_MILLISECONDS)
  const after = clock - offsetAt(clock + DAY_MILLISECONDS)
  if (clockAt(before, timeZone) === clock) return new Date(before)
  return new Date(clockAt(after, timeZone) === clock ? after : before)
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLISECONDS).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Whether the name is in the IANA time zone database. An offset such as `+08:00` has no changes of the clock. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}
