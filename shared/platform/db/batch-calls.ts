import { captureContext, currentContext, runInContext } from '#instruments'
import type { Context } from '../observability/instruments/records.ts'
import type { Database } from './database.ts'

interface PendingRequest<Request, Result> {
  request: Request
  resolve(result: Result): void
  reject(error: unknown): void
  /** The request that waits, if it is one. */
  context: Context | undefined
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
      const [first] = batch
      const contexts = batch.flatMap(({ context }) => context ?? [])
      first?.runInContext(() => {
        const work = () => void send(batch).finally(done)
        if (first.context === undefined || contexts.length < 2) work()
        else runInContext(contextOfAll(first.context, contexts), work)
      })
    }
  }

  return (request: Request): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject, context: currentContext(), runInContext: captureContext() })
      next()
    })
}

/** Log lines of a call that several requests share carry the ids of all of them. */
function contextOfAll(first: Context, contexts: readonly Context[]): Context {
  const { requestId, operation } = first
  return {
    requestId,
    operation,
    get log() {
      return first.log.child({ request_ids: contexts.map((context) => context.requestId) })
    },
  }
}
