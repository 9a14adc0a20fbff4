import * as z from 'zod'
import type { JobTools } from '../jobs/job.ts'
import { callRoutine } from '../platform/db/database.ts'
import { DEFAULT_MAX_ATTEMPTS, DELIVERY_SECONDS, type OutboxMessage, PermanentFailure } from './message.ts'
import { topics } from './topics.ts'

/** Longest stored error, in characters. */
const MAX_ERROR_LENGTH = 500

type DeliveryResult = 'delivered' | 'failed' | 'timed_out'

/**
 * Delivers one claimed row and stores the result at once: if the process dies, only the rows in flight are delivered
 * again.
 */
export async function deliverMessage(message: OutboxMessage, tools: JobTools): Promise<DeliveryResult> {
  const log = tools.log.child({
    outbox_id: message.id,
    topic: message.topic,
    attempts: message.attempts,
    ...(message.orderId === null ? {} : { order_id: message.orderId }),
    ...(message.requestId === null ? {} : { cause_request_id: message.requestId }),
  })
  const error = await tryDelivery(message, { ...tools, log })
  if (error === undefined) {
    await finish(tools, { delivered: [message.id] })
    return 'delivered'
  }
  const maxAttempts = topics.get(message.topic)?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS
  const dead = error instanceof PermanentFailure || message.attempts >= maxAttempts
  log.error({ err: error }, dead ? 'delivery failed for the last time' : 'delivery failed')
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH)
  await finish(tools, { failed: [{ id: message.id, attempts: message.attempts, error: reason, dead }] })
  return error instanceof DeliveryTimeout ? 'timed_out' : 'failed'
}

/** Releases rows that were claimed and not tried. They are due again after `afterSeconds`. */
export async function releaseMessages(
  messages: readonly OutboxMessage[],
  tools: JobTools,
  afterSeconds = 0,
): Promise<void> {
  if (messages.length === 0) return
  await finish(tools, { released: messages.map(({ id, attempts }) => ({ id, attempts, afterSeconds })) })
}

/** Returns the error, or undefined after a successful delivery. */
async function tryDelivery(message: OutboxMessage, tools: JobTools): Promise<unknown> {
  const topic = topics.get(message.topic)
  // During a deployment a newer version may write topics that only its own processes can deliver.
  if (topic === undefined) return new Error(`unknown topic ${message.topic}`)
  if (message.attempts > (topic.maxAttempts ?? DEFAULT_MAX_ATTEMPTS)) {
    return new PermanentFailure('every process that claimed it ended before it was delivered')
  }
  const limit = AbortSignal.timeout(DELIVERY_SECONDS * 1000)
  try {
    await Promise.race([topic.deliver(message, tools, limit), aborted(limit)])
    return undefined
  } catch (error) {
    return error ?? new Error('failed without a reason')
  }
}

class DeliveryTimeout extends Error {}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(new DeliveryTimeout(`took longer than ${DELIVERY_SECONDS} seconds`)))
  })
}

interface DeliveryResults {
  delivered: readonly number[]
  failed: readonly { id: number; attempts: number; error: string; dead: boolean }[]
  released: readonly { id: number; attempts: number; afterSeconds: number }[]
}

async function finish({ database }: JobTools, results: Partial<DeliveryResults>): Promise<void> {
  await callRoutine(database, 'finish_outbox', { delivered: [], failed: [], released: [], ...results }, z.object({}))
}
