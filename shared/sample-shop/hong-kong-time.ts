/** Hong Kong is eight hours ahead of UTC, all year. */
const offsetMs = 8 * 3_600_000
const dayMs = 24 * 3_600_000

/** Day in Hong Kong as a number of days since 1 January 1970. */
export function hongKongDay(at: Date): number {
  return Math.floor((at.getTime() + offsetMs) / dayMs)
}

/** `hour` o'clock of a day in Hong Kong, as RFC 3339. */
export function hongKongHour(day: number, hour: number): string {
  return new Date(day * dayMs + hour * 3_600_000 - offsetMs).toISOString()
}

/** `20261123` */
export function hongKongDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10).replaceAll('-', '')
}

/** 0 is Sunday. 1 January 1970 was a Thursday. */
export function weekday(day: number): number {
  return (day + 4) % 7
}
