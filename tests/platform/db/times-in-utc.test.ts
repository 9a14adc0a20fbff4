import { expect, test } from 'vitest'
import { timesInUtc } from '../../../shared/platform/db/times-in-utc.ts'

test('times in JSON from Postgres are converted to UTC at any depth and from any time zone', () => {
  const written = {
    startsAt: '2026-11-28T18:56:18.903951+00:00',
    claims: [{ endsAt: '2026-11-29T02:56:18+08:00' }, { endsAt: '2026-11-28T13:26:18.5-05:30' }],
  }
  expect(timesInUtc(written)).toEqual({
    startsAt: '2026-11-28T18:56:18.903Z',
    claims: [{ endsAt: '2026-11-28T18:56:18.000Z' }, { endsAt: '2026-11-28T18:56:18.500Z' }],
  })
})

test.each([
  [null],
  [0],
  [true],
  [''],
  [[]],
  [{}],
  ['2026-11-28'],
  ['2026-11-28T18:56:18.000Z'],
  ['2026-99-99T99:99:99+00:00'],
  ['since 2026-11-28T18:56:18+00:00'],
])('other values are unchanged: %j', (value) => {
  expect(timesInUtc(value)).toEqual(value)
})
