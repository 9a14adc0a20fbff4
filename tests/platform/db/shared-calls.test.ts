import { describe, expect, test } from 'vitest'
import type { Database } from '../../../shared/platform/db/database.ts'
import { sharedCalls } from '../../../shared/platform/db/shared-calls.ts'

const database: Database = {
  sharesCalls: true,
  call: () => Promise.reject(new Error('not here')),
  query: () => Promise.reject(new Error('not here')),
  select: () => Promise.reject(new Error('not here')),
  close: () => Promise.resolve(),
}

/** Two calls at once, of three requests at most; each waits until it is let go. */
function calls(answers: (requests: readonly number[]) => number[] = (requests) => requests.map((n) => n * 10)) {
  const sent: number[][] = []
  const waiting: (() => void)[] = []
  const ask = sharedCalls({
    requestsInACall: 3,
    callsAtOnce: 2,
    async send(_database, requests: readonly number[]) {
      sent.push([...requests])
      await new Promise<void>((resolve) => waiting.push(resolve))
      return answers(requests)
    },
  })
  const letGo = async () => {
    waiting.shift()?.()
    await new Promise(setImmediate)
  }
  return { ask, sent, letGo }
}

describe('shared calls', () => {
  test('who finds the way free goes at once and alone, the rest gather', async () => {
    const { ask, sent, letGo } = calls()
    const answers = Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => ask(database, n)))
    expect(sent).toEqual([[1], [2]])
    await letGo()
    expect(sent).toEqual([[1], [2], [3, 4, 5]])
    await letGo()
    expect(sent).toEqual([[1], [2], [3, 4, 5], [6, 7]])
    await letGo()
    await letGo()
    expect(await answers).toEqual([10, 20, 30, 40, 50, 60, 70])
  })

  test('where calls cannot be shared, each goes at once and alone', async () => {
    const { ask, sent, letGo } = calls()
    const alone = { ...database, sharesCalls: false }
    const answers = Promise.all([1, 2, 3, 4].map((n) => ask(alone, n)))
    expect(sent).toEqual([[1], [2], [3], [4]])
    for (const _ of sent) await letGo()
    expect(await answers).toEqual([10, 20, 30, 40])
  })

  test('databases have queues of their own', async () => {
    const { ask, sent, letGo } = calls()
    const answers = Promise.all([ask(database, 1), ask(database, 2), ask({ ...database }, 3)])
    expect(sent).toEqual([[1], [2], [3]])
    for (const _ of sent) await letGo()
    expect(await answers).toEqual([10, 20, 30])
  })

  test('a call that fails fails for those who shared it, and for no other', async () => {
    const { ask, letGo } = calls((requests) => {
      if (requests.includes(3)) throw new Error('lost')
      return [...requests]
    })
    const answers = Promise.allSettled([1, 2, 3, 4].map((n) => ask(database, n)))
    for (let call = 0; call < 3; call++) await letGo()
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
    const later = ask(database, 5)
    await letGo()
    expect(await later).toBe(5)
  })

  test('a request without an answer is told so', async () => {
    const { ask, letGo } = calls(() => [])
    const answer = ask(database, 1)
    await Promise.all([expect(answer).rejects.toThrow('without an answer'), letGo()])
  })
})
