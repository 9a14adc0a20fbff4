import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import { callRoutine, type Database, Facts } from '../platform/db/database.ts'
import { sharedCalls } from '../platform/db/shared-calls.ts'
import { type PlacementRefusal, placementRefusals } from '../refusals.ts'
import { OrderRecord } from './order-record.ts'
import { Placed, type Placement } from './placement.ts'

/** Orders in one call. More would hold their locks longer than sharing saves; Postgres tracks 64 subtransactions cheaply. */
const ORDERS_IN_A_CALL = 32
const CALLS_AT_ONCE = 2

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

/** What went wrong with one order of a call; its neighbours have their own answers. */
class OrderFault extends Error {
  override name = 'OrderFault'
  code: string
  constructor(sqlstate: string, message: string) {
    super(message)
    this.code = sqlstate
  }
}

const sendTogether = sharedCalls({
  requestsInACall: ORDERS_IN_A_CALL,
  callsAtOnce: CALLS_AT_ONCE,
  async send(database, orders: readonly Placement[]) {
    return (await callRoutine(database, 'place_orders', { orders }, Answers)).outcomes
  },
})

/** Sends one `place_order` request, together with others of this process where that is faster. */
export async function sendOrder(database: Database, request: Placement): Promise<PlacementOutcome> {
  const answer = await sendTogether(database, request)
  if ('placed' in answer) return success(answer.placed)
  if ('fault' in answer) throw new OrderFault(answer.fault.sqlstate, answer.fault.message)
  return refusal(answer.refusal.code, answer.refusal.facts)
}
