import { captureContext } from '#instruments'
import type { Database } from './database.ts'

interface PendingRequest<Request, Result> {
  request: Request
  resolve(result: Result): void
  reject(error: unknown): void
  /** Runs work in the context of the request, so that its log lines carry the request's id. */
  runInContext(work: () => void): void
}

interface Batching<Request, Result> {
  requestsPerCall: number
  /** While this many calls are pending, further requests wait for the next batch. */
  concurrentCalls: number
  /** Makes one call for all requests, and returns a result for each, in the same order. */
  send(database: Database, requests: readonly Request[]): Promise<readonly Result[]>
}

/**
 * Batches the database calls of concurrent requests in one process. While fewer than `concurrentCalls` are pending, a
 * request is sent at once and alone. Otherwise it waits and is sent with the next batch. On a database that does not batch
 * calls, every request is sent alone.
 */
export function batchCalls<Request, Result>(batching: Batching<Request, Result>) {
  const queues = new WeakMap<Database, (request: Request) => Promise<Result>>()
  return (database: Database, request: Request): Promise<Result> => {
    const queue = queues.get(database) ?? callQueue(database, batching)
    queues.set(database, queue)
    return queue(request)
  }
}

function callQueue<Request, Result>(database: Database, batching: Batching<Request, Result>) {
  const requestsPerCall = database.batchesCalls ? batching.requestsPerCall : 1
  const concurrentCalls = database.batchesCalls ? batching.concurrentCalls : Number.POSITIVE_INFINITY
  const waiting: PendingRequest<Request, Result>[] = []
  let calls = 0

  async function send(batch: PendingRequest<Request, Result>[]): Promise<void> {
    try {
      const requests = batch.map(({ request }) => request)
      const results = await batching.send(database, requests)
      if (results.length !== batch.length) throw new Error('a batched call returned too few or too many results')
      for (const [index, result] of results.entries()) batch[index]?.resolve(result)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  function next(): void {
    while (calls < concurrentCalls && waiting.length > 0) {
      calls++
      const batch = waiting.splice(0, requestsPerCall)
      const done = () => {
        calls--
        next()
      }
      // Log lines of a batch carry the id of its first request.
      batch[0]?.runInContext(() => void send(batch).finally(done))
    }
  }

  return (request: Request): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject, runInContext: captureContext() })
      next()
    })
}
