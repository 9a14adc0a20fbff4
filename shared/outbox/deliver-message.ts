import * as z from 'zod'
import type { JobTools } from '../jobs/job.ts'
import { callRoutine } from '../platform/db/database.ts'
import { DEFAULT_TRIES, DELIVERY_SECONDS, type OutboxMessage, PermanentFailure } from './message.ts'
import { topics } from './topics.ts'

/** A row says why it failed in a line, not in a book. */
const ERROR_LENGTH = 500

/** What became of a row; `silent`: the time was up before there was an answer. */
type DeliveryEnd = 'delivered' | 'failed' | 'silent'

/**
 * Delivers one claimed row and writes at once what became of it: should the process die, only what it has at hand is
 * delivered again.
 */
export async function deliverMessage(message: OutboxMessage, tools: JobTools): Promise<DeliveryEnd> {
  const log = tools.log.child({
    outbox_id: message.id,
    topic: message.topic,
    attempts: message.attempts,
    ...(message.orderId === null ? {} : { order_id: message.orderId }),
    ...(message.requestId === null ? {} : { cause_request_id: message.requestId }),
  })
  const error = await failureOf(message, { ...tools, log })
  if (error === undefined) {
    await finish(tools, { delivered: [message.id] })
    return 'delivered'
  }
  const tries = topics.get(message.topic)?.tries ?? DEFAULT_TRIES
  const dead = error instanceof PermanentFailure || message.attempts >= tries
  log.error({ err: error }, dead ? 'delivery failed, and is given up' : 'delivery failed')
  const said = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH)
  await finish(tools, { failed: [{ id: message.id, attempts: message.attempts, error: said, dead }] })
  return error instanceof TookTooLong ? 'silent' : 'failed'
}

/** Gives back what was claimed and not tried: it is due again, so much later. */
export async function releaseMessages(
  messages: readonly OutboxMessage[],
  tools: JobTools,
  afterSeconds = 0,
): Promise<void> {
  if (messages.length === 0) return
  await finish(tools, { released: messages.map(({ id, attempts }) => ({ id, attempts, afterSeconds })) })
}

async function failureOf(message: OutboxMessage, tools: JobTools): Promise<unknown> {
  const topic = topics.get(message.topic)
  // In a deployment the row may be of a newer version than this process: another will know the topic.
  if (topic === undefined) return new Error(`there is no topic ${message.topic} here`)
  if (message.attempts > (topic.tries ?? DEFAULT_TRIES)) {
    return new PermanentFailure('every runner that took it has ended before it was delivered')
  }
  const limit = AbortSignal.timeout(DELIVERY_SECONDS * 1000)
  try {
    await Promise.race([topic.deliver(message, tools, limit), aborted(limit)])
    return undefined
  } catch (error) {
    return error ?? new Error('failed without a reason')
  }
}

class TookTooLong extends Error {}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(new TookTooLong(`took longer than ${DELIVERY_SECONDS} seconds`)))
  })
}

interface Ends {
  delivered: readonly number[]
  failed: readonly { id: number; attempts: number; error: string; dead: boolean }[]
  released: readonly { id: number; attempts: number; afterSeconds: number }[]
}

async function finish({ database }: JobTools, ends: Partial<Ends>): Promise<void> {
  await callRoutine(database, 'finish_outbox', { delivered: [], failed: [], released: [], ...ends }, z.object({}))
}
