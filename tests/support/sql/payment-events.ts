import { expect } from 'vitest'
import type { RoutineShop, Value } from './routine-shop.ts'

/** Stores an event of the order's payment and applies it. */
export async function applyEvent(
  shop: RoutineShop,
  type: string,
  columns: Record<string, Value> = {},
): Promise<unknown> {
  const id = `${type}-${(await shop.rows("select from payment_events where provider = 'sandbox'")).length}`
  await shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: id, type, provider_payment_id: 'sandbox-order', payload: '{}' },
    ...columns,
  })
  const answer = await shop.call('apply_payment_event', { provider: 'sandbox', eventId: id })
  const kept =
    "select outcome, processed_at = now() as now from payment_events where provider = 'sandbox' and event_id = $1"
  expect(await shop.row(kept, [id])).toEqual({ outcome: outcomeOf(answer), now: true })
  return outcomeOf(answer)
}

const outcomeOf = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'outcome' in answer ? answer.outcome : answer
