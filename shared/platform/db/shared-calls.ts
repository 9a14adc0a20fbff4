import { carryContext } from '#instruments'
import type { Database } from './database.ts'

interface Waiting<Request, Answer> {
  request: Request
  resolve(answer: Answer): void
  reject(error: unknown): void
  /** Does work in the context of the request, so that what is logged of it names the request. */
  within(work: () => void): void
}

interface Sharing<Request, Answer> {
  /** Requests in one call. */
  requestsInACall: number
  /** Calls on their way at once. While they are, further requests gather. */
  callsAtOnce: number
  /** One call for all of them: an answer to each, in their order. */
  send(database: Database, requests: readonly Request[]): Promise<readonly Answer[]>
}

/**
 * Lets concurrent requests of one process share calls to the database. A request that finds the way free goes at once and
 * alone; what comes while calls are on their way goes together with the next. Where a database's calls can't be shared,
 * each goes by itself.
 */
export function sharedCalls<Request, Answer>(sharing: Sharing<Request, Answer>) {
  const queues = new WeakMap<Database, (request: Request) => Promise<Answer>>()
  return (database: Database, request: Request): Promise<Answer> => {
    const queue = queues.get(database) ?? callQueue(database, sharing)
    queues.set(database, queue)
    return queue(request)
  }
}

function callQueue<Request, Answer>(database: Database, sharing: Sharing<Request, Answer>) {
  const requestsInACall = database.sharesCalls ? sharing.requestsInACall : 1
  const callsAtOnce = database.sharesCalls ? sharing.callsAtOnce : Number.POSITIVE_INFINITY
  const waiting: Waiting<Request, Answer>[] = []
  let calls = 0

  async function send(batch: Waiting<Request, Answer>[]): Promise<void> {
    try {
      const requests = batch.map(({ request }) => request)
      const answers = await sharing.send(database, requests)
      if (answers.length !== batch.length) throw new Error('a shared call left a request without an answer')
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  function next(): void {
    while (calls < callsAtOnce && waiting.length > 0) {
      calls++
      const batch = waiting.splice(0, requestsInACall)
      const done = () => {
        calls--
        next()
      }
      // A call that several share is told in the name of the first.
      batch[0]?.within(() => void send(batch).finally(done))
    }
  }

  return (request: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject, within: carryContext() })
      next()
    })
}
