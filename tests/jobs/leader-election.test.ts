import pino from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startLeaderElection } from '../../shared/jobs/leader-election.ts'
import { testDatabase } from '../support/database.ts'

const { database } = await testDatabase()
const log = pino({ level: 'silent' })
const patience = { timeout: 20_000, interval: 10 }

/** A process that would run the jobs. */
function candidate(its = database, seconds = { leaseSeconds: 3, renewalSeconds: 0.1 }) {
  const leadership = startLeaderElection({ database: its, log }, seconds)
  onTestFinished(() => leadership.stop())
  return leadership
}

test('one process runs the jobs; when it stops, another does', async () => {
  const first = candidate()
  await vi.waitUntil(() => first.isLeader(), patience)
  const second = candidate()
  for (let check = 0; check < 50; check++) {
    expect([first.isLeader(), second.isLeader()]).toEqual([true, false])
    await new Promise((resolve) => setTimeout(resolve, 75))
  }
  await first.stop()
  expect(first.isLeader()).toBe(false)
  await vi.waitUntil(() => second.isLeader(), patience)
})

test('one that has lost its database stops by its own clock, before another begins', async () => {
  let away = false
  const call: typeof database.call = (...args) => (away ? Promise.reject(new Error('away')) : database.call(...args))
  const first = candidate({ ...database, call })
  await vi.waitUntil(() => first.isLeader(), patience)
  const second = candidate()
  away = true
  let both = false
  await vi.waitUntil(
    () => {
      both ||= first.isLeader() && second.isLeader()
      return second.isLeader()
    },
    { ...patience, interval: 5 },
  )
  expect([both, first.isLeader()]).toEqual([false, false])
})
