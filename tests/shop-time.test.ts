import { describe, expect, test } from 'vitest'
import { addDays, dayAt, instantOf, isTimeZone, weekdayOf } from '../shared/shop-time.ts'
import { testDatabase } from './support/database.ts'

const hour = 3_600_000
const lengthOf = (day: string, timeZone: string) =>
  (instantOf(addDays(day, 1), timeZone).getTime() - instantOf(day, timeZone).getTime()) / hour

describe('a day of the shop', () => {
  test.each([
    ['Asia/Hong_Kong', '2026-05-01', '2026-04-30T16:00:00.000Z', 24],
    ['Europe/London', '2026-03-29', '2026-03-29T00:00:00.000Z', 23],
    ['Europe/London', '2026-10-25', '2026-10-24T23:00:00.000Z', 25],
    ['Europe/London', '2026-10-26', '2026-10-26T00:00:00.000Z', 24],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00.000Z', 23.5],
    ['Asia/Kolkata', '2026-05-01', '2026-04-30T18:30:00.000Z', 24],
    // Without a midnight: the clock goes from 23:59 to 01:00.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', 23],
    // With two: the clock goes from 00:59 back to 00:00.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z', 24],
  ])('in %s %s begins at %s and has %d hours', (timeZone, day, start, hours) => {
    expect(instantOf(day, timeZone).toISOString()).toBe(start)
    expect(lengthOf(day, timeZone)).toBe(hours)
    expect(dayAt(new Date(start), timeZone)).toBe(day)
    expect(dayAt(new Date(Date.parse(start) - 1), timeZone)).toBe(addDays(day, -1))
  })

  test.each([
    ['a skipped hour is the same hour after the change', '2026-03-29', 1, '2026-03-29T01:00:00.000Z'],
    ['the hour after it', '2026-03-29', 2, '2026-03-29T01:00:00.000Z'],
    ['the first of an hour that occurs twice', '2026-10-25', 1, '2026-10-25T00:00:00.000Z'],
    ['the hour after both', '2026-10-25', 2, '2026-10-25T02:00:00.000Z'],
    ['midnight at the end of a day', '2026-10-25', 24, '2026-10-26T00:00:00.000Z'],
    ['an hour of the evening before', '2026-10-25', -3, '2026-10-24T20:00:00.000Z'],
  ])('in London: %s', (_what, day, at, instant) => {
    expect(instantOf(day, 'Europe/London', at).toISOString()).toBe(instant)
  })

  test('months, years and leap days follow each other', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-02-28', 1), addDays('2028-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '2028-02-29',
    ])
    expect([weekdayOf('2026-11-22'), weekdayOf('2026-11-28')]).toEqual([0, 6])
  })

  test('begins when Postgres says so, in zones around the world, on every day of a year', async () => {
    const zones = ['Europe/London', 'America/New_York', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Chatham']
    const { database } = await testDatabase()
    const text = `select zone, to_char(day, 'YYYY-MM-DD') as day, extract(epoch from day at time zone zone) * 1000 as start
      from unnest($1::text[]) zone, generate_series(timestamp '2026-01-01', '2026-12-31', '1 day') day`
    const rows = await database.query({ name: '', text }, [zones])
    expect(rows).toHaveLength(5 * 365)
    for (const { zone, day, start } of rows) {
      expect(instantOf(String(day), String(zone)).getTime(), `${zone} ${day}`).toBe(Number(start))
    }
  })
})

test('isTimeZone: names of the database of time zones, and no offsets', () => {
  for (const name of ['Asia/Hong_Kong', 'Europe/London', 'America/Argentina/Ushuaia', 'UTC']) {
    expect(isTimeZone(name), name).toBe(true)
  }
  for (const name of ['', '+08:00', '-0500', 'HKT+8', 'Hong Kong', 'Asia/HongKong', 'Asia/Hong_Kong ', 'GMT+25']) {
    expect(isTimeZone(name), name).toBe(false)
  }
})
