import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { capturedOrder } from '../routines/captured-order.ts'
import { routineShop } from '../routines/routine-shop.ts'

/**
 * I5: for every choice of up to four events of one payment, in every order, each once or twice, the same final
 * state. They are played in the database, each sequence in a subtransaction of its own.
 */
const shop = await routineShop()

const events = {
  reserved: { type: 'payment_authorised', amount: 1_200 },
  captured: { type: 'payment_succeeded', amount: 1_000 },
  failed: { type: 'payment_failed' },
  cancelled: { type: 'payment_cancelled' },
  'refunded in part': { type: 'payment_refunded', amount: 300 },
  'refunded in full': { type: 'payment_refunded', amount: 1_000 },
  'a refund succeeded': { type: 'refund_succeeded', amount: 200, refundId: 're_1' },
  'a refund failed': { type: 'refund_failed', amount: 200, refundId: 're_1' },
  disputed: { type: 'payment_disputed' },
  'dispute won': { type: 'dispute_won' },
  'dispute lost': { type: 'dispute_lost' },
} as const
type Name = keyof typeof events
const names = [
  'reserved',
  'captured',
  'failed',
  'cancelled',
  'refunded in part',
  'refunded in full',
  'a refund succeeded',
  'a refund failed',
  'disputed',
  'dispute won',
  'dispute lost',
] as const satisfies readonly Name[]

function subsets(of: readonly Name[], size: number): Name[][] {
  if (size === 0) return [[]]
  return of.flatMap((name, at) => subsets(of.slice(at + 1), size - 1).map((rest) => [name, ...rest]))
}
function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

/** Plays sequences of deliveries from the same start, and answers the end of each. */
const PLAY = [
  `create function pg_temp.state_then() returns jsonb language sql as $$
  select jsonb_build_object('status', o.status, 'shown', o.refunded, 'disputed', o.disputed_at is not null,
    'marked', o.refund_failed_at is not null, 'authorised', p.authorised, 'captured', p.captured, 'refunded', p.refunded,
    'returned', p.refund_returned, 'failed', p.failed_at is not null, 'cancelled', p.cancelled_at is not null,
    'won', p.dispute_won_at is not null, 'lost', p.dispute_lost_at is not null,
    'letGo', p.cancel_requested_at is not null,
    'stock', (select array[on_hand, held] from inventory where sku = 'A'),
    'booked', (select booked from delivery_slots where id = 's'),
    'refunds', (select jsonb_agg(r.reason || ' ' || r.status || ' ' || r.amount order by r.reason, r.status, r.amount)
      from refunds r where r.order_id = 'order'))
  from orders o join payments p on p.order_id = o.id where o.id = 'order' $$`,
  `create function pg_temp.trace_then() returns jsonb language sql as $$
  select jsonb_build_object(
    'past', (select jsonb_agg(status order by status) from order_history where order_id = 'order'),
    'moved', (select jsonb_agg(reason || ' ' || delta order by reason) from stock_movements where order_id = 'order'),
    'told', (select jsonb_agg(topic order by topic) from outbox where order_id = 'order' and topic <> 'payment_failed')) $$`,
  `create function pg_temp.play(sequences jsonb) returns jsonb language plpgsql as $$
declare
  sequence jsonb;
  event jsonb;
  ends jsonb := '[]';
begin
  for sequence in select * from jsonb_array_elements(sequences) loop
    begin
      for event in select * from jsonb_array_elements(sequence) loop
        perform store_payment_event(event);
        perform apply_payment_event(event);
      end loop;
      raise exception using errcode = 'LD999',
        message = jsonb_build_object('state', pg_temp.state_then(), 'trace', pg_temp.trace_then())::text;
    exception when sqlstate 'LD999' then
      ends := ends || sqlerrm::jsonb;
    end;
  end loop;
  return ends;
end $$`,
]

const End = z.object({
  state: z.looseObject({ status: z.string(), captured: z.int(), refunds: z.array(z.string()).nullable() }),
  trace: z.unknown(),
})

const delivery = (name: Name) => ({
  ...{ provider: 'sandbox', eventId: name, providerPaymentId: 'sandbox-order', payload: {} },
  ...events[name],
})
/** Each once; and all of them once more, from the last to the first. */
const deliveries = (sequence: readonly Name[]) => [
  sequence.map(delivery),
  [...sequence, ...sequence.toReversed()].map(delivery),
]

async function endsOf(set: readonly Name[]) {
  const sequences = permutations(set).flatMap(deliveries)
  return z.array(End).parse(await shop.run('pg_temp.play', JSON.stringify(sequences)))
}

/** No provider captures what it has cancelled. */
const contradicts = (set: readonly Name[]) => set.includes('captured') && set.includes('cancelled')

/** Of four, those that can meet: a dispute is a fact beside the others, and two refunds in part are like one. */
const meeting: readonly Name[] = names.filter((name) => !name.includes('dispute') && name !== 'refunded in part')
const kinds = (size: number) => (size < 4 ? names : meeting)
const TIMEOUT_MILLISECONDS = 180_000

describe.each([1, 2, 3, 4])('every choice of %i events', (size) => {
  test('ends the same in every order, however often each is delivered', { timeout: TIMEOUT_MILLISECONDS }, async () => {
    for (const statement of PLAY) await shop.write(statement)
    await capturedOrder(shop, 'pending_payment', { authorisation: 1_200 })
    for (const set of subsets(kinds(size), size).filter((one) => !contradicts(one))) {
      const ends = await endsOf(set)
      // An order whose payment is cancelled was paid before, or never: how it came to its end differs, the end does not.
      const compared = set.includes('cancelled') ? ends.map(({ state }) => state) : ends
      expect(new Set(compared.map((end) => JSON.stringify(end))).size, set.join(', ')).toBe(1)
    }
  })

  test('and where a provider contradicts itself, money has a live order or goes back', async () => {
    for (const statement of PLAY) await shop.write(statement)
    await capturedOrder(shop, 'pending_payment', { authorisation: 1_200 })
    for (const set of subsets(kinds(size), size).filter(contradicts)) {
      for (const { state } of await endsOf(set)) {
        const back = (state.refunds ?? []).length > 0 || set.includes('refunded in full')
        expect(state.status === 'paid' || back, `${set.join(', ')}: ${JSON.stringify(state)}`).toBe(true)
      }
    }
  })
})
