import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { fingerprint } from '../orders/request-fingerprint.ts'
import { type Outcome, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { type Refund, type RefundOrderRequest, RefundRecord } from './refund-requests.ts'

export const refundOrderRefusals = [
  'order_not_found',
  'idempotency_key_reused',
  'payment_disputed',
  'refund_lines_unknown',
  'payment_not_captured',
  'refund_exceeds_fee',
  'refund_exceeds_captured',
  'restock_exceeds_sold',
] as const

const Refunded = z.object({ replayed: z.boolean(), refund: RefundRecord })

/** Refunds part of an order, once for each key, never more than was captured and not yet refunded. */
export async function refundOrder(
  database: Database,
  actor: Actor,
  orderId: string,
  key: string,
  { amount, lines = [], for: purpose, reason, restock }: RefundOrderRequest,
): Promise<Outcome<Refund, (typeof refundOrderRefusals)[number]>> {
  const named = purpose === undefined ? {} : { for: purpose }
  const fields = { ...named, amount: amount ?? null, lines, reason, restock }
  const request = {
    ...{ actor, orderId, key, fingerprint: await fingerprint([JSON.stringify(fields)]), refundId: newId('rfd') },
    ...fields,
  }
  const refunded = await tryRoutine(database, 'refund_order', request, Refunded, refundOrderRefusals)
  if (!refunded.ok) return refunded
  const { replayed, refund } = refunded.value
  return success(refund, replayed ? { 'idempotent-replayed': 'true' } : {})
}
