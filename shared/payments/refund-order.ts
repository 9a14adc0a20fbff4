import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { fingerprint } from '../orders/fingerprint.ts'
import { type Outcome, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { Timestamp } from '../values.ts'
import { Refund, type RefundOrderRequest } from './refund-requests.ts'

export const refundOrderRefusals = [
  'order_not_found',
  'idempotency_key_reused',
  'refund_lines_unknown',
  'payment_not_captured',
  'refund_exceeds_captured',
  'restock_exceeds_sold',
] as const

const Refunded = z.object({ replayed: z.boolean(), refund: Refund.extend({ createdAt: Timestamp }) })

/** Asks for money of an order back, once for a key; never more than was captured of it and not given back yet. */
export async function refundOrder(
  database: Database,
  actor: Actor,
  orderId: string,
  key: string,
  { amount, lines = [], reason, restock }: RefundOrderRequest,
): Promise<Outcome<Refund, (typeof refundOrderRefusals)[number]>> {
  const asked = { amount: amount ?? null, lines, reason, restock }
  const request = {
    ...{ actor, orderId, key, fingerprint: await fingerprint([JSON.stringify(asked)]), refundId: newId('rfd') },
    ...asked,
  }
  const refunded = await tryRoutine(database, 'refund_order', request, Refunded, refundOrderRefusals)
  if (!refunded.ok) return refunded
  const { replayed, refund } = refunded.value
  return success(refund, replayed ? { 'idempotent-replayed': 'true' } : {})
}
