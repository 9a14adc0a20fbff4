import * as z from 'zod'
import { callRoutine, type Database } from '../db/database.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { refusals } from '../refusals.ts'
import { OrderRecord } from './order-record.ts'

/** Orders in one call. More would hold their locks longer than sharing saves; Postgres tracks 64 subtransactions cheaply. */
const ORDERS_IN_A_CALL = 32
/** Calls on their way at once. While they are, further orders gather. */
const CALLS_AT_ONCE = 2

/** What `place_order` raises. */
const PlacementRefusal = z.enum([
  'idempotency_key_reused',
  'cart_not_found',
  'cart_already_ordered',
  'cart_changed',
  'price_changed',
  'insufficient_stock',
  'coupon_not_found',
  'coupon_not_started',
  'coupon_expired',
  'coupon_used_up',
  'coupon_customer_limit',
  'slot_closed',
  'slot_full',
])

const Placement = z.object({ replayed: z.boolean(), order: OrderRecord })
type PlacementOutcome = Outcome<z.output<typeof Placement>, z.output<typeof PlacementRefusal>>

const Answer = z.union([
  z.object({ placed: Placement }),
  z.object({ refusal: z.object({ code: PlacementRefusal, facts: z.record(z.string(), z.unknown()) }) }),
  z.object({ fault: z.object({ sqlstate: z.string(), message: z.string() }) }),
])
const Answers = z.object({ outcomes: z.array(Answer) })

interface Waiting {
  request: unknown
  resolve(outcome: PlacementOutcome): void
  reject(error: unknown): void
}

/** What went wrong with one order of a call; its neighbours have their own answers. */
class OrderFault extends Error {
  override name = 'OrderFault'
  code: string
  constructor(sqlstate: string, message: string) {
    super(message)
    this.code = sqlstate
  }
}

/**
 * Concurrent orders of one process share calls of `place_orders`. An order that finds the way free goes at once and
 * alone; what comes while calls are on their way goes together with the next.
 */
function orderQueue(database: Database): (request: unknown) => Promise<PlacementOutcome> {
  const waiting: Waiting[] = []
  let calls = 0

  async function send(batch: Waiting[]): Promise<void> {
    const orders = batch.map(({ request }) => request)
    try {
      const { outcomes } = await callRoutine(database, 'place_orders', { orders }, Answers)
      for (const [index, { resolve, reject }] of batch.entries()) settle(outcomes[index], resolve, reject)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  function next(): void {
    while (calls < CALLS_AT_ONCE && waiting.length > 0) {
      calls++
      void send(waiting.splice(0, ORDERS_IN_A_CALL)).finally(() => {
        calls--
        next()
      })
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject })
      next()
    })
}

function settle(answer: z.output<typeof Answer> | undefined, resolve: Waiting['resolve'], reject: Waiting['reject']) {
  if (answer === undefined) reject(new Error('place_orders left an order without an outcome'))
  else if ('placed' in answer) resolve(success(answer.placed))
  else if ('fault' in answer) reject(new OrderFault(answer.fault.sqlstate, answer.fault.message))
  else resolve(refusal(answer.refusal.code, refusals[answer.refusal.code], answer.refusal.facts))
}

const queues = new WeakMap<Database, ReturnType<typeof orderQueue>>()

/** Sends one `place_order` request, together with others of this process where that is faster. */
export function sendOrder(database: Database, request: unknown): Promise<PlacementOutcome> {
  const queue = queues.get(database) ?? orderQueue(database)
  queues.set(database, queue)
  return queue(request)
}
