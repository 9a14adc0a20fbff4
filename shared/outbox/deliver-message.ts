import * as z from 'zod'
import { callRoutine } from '../db/database.ts'
import type { JobTools } from '../jobs/job.ts'
import { DEFAULT_TRIES, DELIVERY_SECONDS, type OutboxMessage, PermanentFailure } from './message.ts'
import { topics } from './topics.ts'

/** A row says why it failed in a line, not in a book. */
const ERROR_LENGTH = 500

/**
 * Delivers one claimed row and writes at once what became of it: should the process die, only what it has at hand is
 * delivered again. Answers whether it was delivered.
 */
export async function deliverMessage(message: OutboxMessage, tools: JobTools): Promise<boolean> {
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
    return true
  }
  const tries = topics.get(message.topic)?.tries ?? DEFAULT_TRIES
  const dead = error instanceof PermanentFailure || message.attempts >= tries
  log.error({ err: error }, dead ? 'delivery failed, and is given up' : 'delivery failed')
  const said = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH)
  await finish(tools, { failed: [{ id: message.id, attempts: message.attempts, error: said, dead }] })
  return false
}

/** Gives back what was claimed and not tried. */
export async function releaseMessages(messages: readonly OutboxMessage[], tools: JobTools): Promise<void> {
  if (messages.length > 0) await finish(tools, { released: messages.map(({ id, attempts }) => ({ id, attempts })) })
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

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(new Error(`took longer than ${DELIVERY_SECONDS} seconds`)))
  })
}

interface Ends {
  delivered: readonly number[]
  failed: readonly { id: number; attempts: number; error: string; dead: boolean }[]
  released: readonly { id: number; attempts: number }[]
}

async function finish({ database }: JobTools, ends: Partial<Ends>): Promise<void> {
  await callRoutine(database, 'finish_outbox', { delivered: [], failed: [], released: [], ...ends }, z.object({}))
}
