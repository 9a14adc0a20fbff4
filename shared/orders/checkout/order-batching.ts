import * as z from 'zod'
import { type Outcome, refusal, success } from '../../outcome.ts'
import { batchCalls } from '../../platform/db/batch-calls.ts'
import { callRoutine, type Database, Facts } from '../../platform/db/database.ts'
import { type PlacementRefusal, placementRefusals } from '../../refusals.ts'
import { OrderRecord } from '../order-record.ts'
import { Placed, type Placement } from './placement.ts'

/** Larger batches hold their locks for longer than batching saves. Postgres caches at most 64 subtransactions. */
const ORDERS_PER_CALL = 32
const CONCURRENT_CALLS = 2

const PlacedOrder = z.discriminatedUnion('replayed', [
  z.object({ replayed: z.literal(false), placed: Placed }),
  z.object({ replayed: z.literal(true), order: OrderRecord }),
])
type PlacementOutcome = Outcome<z.output<typeof PlacedOrder>, PlacementRefusal>

const Answer = z.union([
  z.object({ placed: PlacedOrder }),
  z.object({ refusal: z.object({ code: z.enum(placementRefusals), facts: Facts }) }),
  z.object({ fault: z.object({ sqlstate: z.string(), message: z.string() }) }),
])
const Answers = z.object({ outcomes: z.array(Answer) })

/** A database error of one order of a batch. The other orders of the batch have their own outcomes. */
class OrderFault extends Error {
  override name = 'OrderFault'
  code: string
  constructor(sqlstate: string, message: string) {
    super(message)
    this.code = sqlstate
  }
}

const sendTogether = batchCalls({
  requestsPerCall: ORDERS_PER_CALL,
  concurrentCalls: CONCURRENT_CALLS,
  async send(database, orders: readonly Placement[]) {
    return (await callRoutine(database, 'place_orders', { orders }, Answers)).outcomes
  },
})

/** Places one order. Concurrent requests of this process are sent to the database in batches. */
export async function placeOrderInBatch(database: Database, request: Placement): Promise<PlacementOutcome> {
  const answer = await sendTogether(database, request)
  if ('placed' in answer) return success(answer.placed)
  if ('fault' in answer) throw new OrderFault(answer.fault.sqlstate, answer.fault.message)
  return refusal(answer.refusal.code, answer.refusal.facts)
}
