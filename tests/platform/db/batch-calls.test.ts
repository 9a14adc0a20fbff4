import { describe, expect, test } from 'vitest'
import { batchCalls } from '../../../shared/platform/db/batch-calls.ts'
import type { Database } from '../../../shared/platform/db/database.ts'

const database: Database = {
  batchesCalls: true,
  call: () => Promise.reject(new Error('not here')),
  query: () => Promise.reject(new Error('not here')),
  select: () => Promise.reject(new Error('not here')),
  close: () => Promise.resolve(),
}

/** At most two concurrent calls of at most three requests. Each waits for `release`. */
function calls(answers: (requests: readonly number[]) => number[] = (requests) => requests.map((n) => n * 10)) {
  const sent: number[][] = []
  const waiting: (() => void)[] = []
  const request = batchCalls({
    requestsPerCall: 3,
    concurrentCalls: 2,
    async send(_database, requests: readonly number[]) {
      sent.push([...requests])
      await new Promise<void>((resolve) => waiting.push(resolve))
      return answers(requests)
    },
  })
  const release = async () => {
    waiting.shift()?.()
    await new Promise(setImmediate)
  }
  return { request, sent, release }
}

describe('batched calls', () => {
  test('a request is sent alone while calls are free, later requests wait and are batched', async () => {
    const { request, sent, release } = calls()
    const answers = Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => request(database, n)))
    expect(sent).toEqual([[1], [2]])
    await release()
    expect(sent).toEqual([[1], [2], [3, 4, 5]])
    await release()
    expect(sent).toEqual([[1], [2], [3, 4, 5], [6, 7]])
    await release()
    await release()
    expect(await answers).toEqual([10, 20, 30, 40, 50, 60, 70])
  })

  test('without batching, each request is sent at once and alone', async () => {
    const { request, sent, release } = calls()
    const alone = { ...database, batchesCalls: false }
    const answers = Promise.all([1, 2, 3, 4].map((n) => request(alone, n)))
    expect(sent).toEqual([[1], [2], [3], [4]])
    for (const _ of sent) await release()
    expect(await answers).toEqual([10, 20, 30, 40])
  })

  test('each database has a separate queue', async () => {
    const { request, sent, release } = calls()
    const answers = Promise.all([request(database, 1), request(database, 2), request({ ...database }, 3)])
    expect(sent).toEqual([[1], [2], [3]])
    for (const _ of sent) await release()
    expect(await answers).toEqual([10, 20, 30])
  })

  test('a failed call fails all requests of its batch, and no others', async () => {
    const { request, release } = calls((requests) => {
      if (requests.includes(3)) throw new Error('lost')
      return [...requests]
    })
    const answers = Promise.allSettled([1, 2, 3, 4].map((n) => request(database, n)))
    for (let call = 0; call < 3; call++) await release()
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
    const later = request(database, 5)
    await release()
    expect(await later).toBe(5)
  })

  test('a call with too few results fails its requests', async () => {
    const { request, release } = calls(() => [])
    const answer = request(database, 1)
    await Promise.all([expect(answer).rejects.toThrow('too few or too many results'), release()])
  })
})
