import pino from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startLeaderElection } from '../../shared/jobs/leader-election.ts'
import { testDatabase } from '../support/database.ts'

const { database } = await testDatabase()
const log = pino({ level: 'silent' })
const waiting = { timeout: 20_000, interval: 10 }

/** A process that may run the jobs. */
function candidate(ownDatabase = database, seconds = { leaseSeconds: 3, renewalSeconds: 0.1 }) {
  const leadership = startLeaderElection({ database: ownDatabase, log }, seconds)
  onTestFinished(() => leadership.stop())
  return leadership
}

test('one process runs the jobs; when it stops, another does', async () => {
  const first = candidate()
  await vi.waitUntil(() => first.isLeader(), waiting)
  const second = candidate()
  for (let check = 0; check < 50; check++) {
    expect([first.isLeader(), second.isLeader()]).toEqual([true, false])
    await new Promise((resolve) => setTimeout(resolve, 75))
  }
  await first.stop()
  expect(first.isLeader()).toBe(false)
  await vi.waitUntil(() => second.isLeader(), waiting)
})

test('a process without its database stops by its own clock, before another starts', async () => {
  let unavailable = false
  const call: typeof database.call = (...args) =>
    unavailable ? Promise.reject(new Error('unavailable')) : database.call(...args)
  const first = candidate({ ...database, call })
  await vi.waitUntil(() => first.isLeader(), waiting)
  const second = candidate()
  unavailable = true
  let both = false
  await vi.waitUntil(
    () => {
      both ||= first.isLeader() && second.isLeader()
      return second.isLeader()
    },
    { ...waiting, interval: 5 },
  )
  expect([both, first.isLeader()]).toEqual([false, false])
})
