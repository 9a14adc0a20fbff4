import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { readSqlFiles } from '../../scripts/sql-files.ts'
import { hasPostgres } from '../support/database.ts'
import { insertCapturedOrder } from '../support/sql/captured-order.ts'
import { type Row, routineShop } from '../support/sql/routine-shop.ts'

/**
 * I5: for every set of up to four events of one payment, every order and number of deliveries has the same final state.
 * The sequences are walked as a tree in the database: a common beginning is applied once, and each step is undone by its
 * subtransaction. At every node, all events so far are delivered again, with the same id and with another id, as when the
 * payment is fetched from the provider. Nothing may change, so repetitions never affect the final state.
 * While a dispute is open or lost, the bank has the money, so it is not returned.
 */
const shop = await routineShop()

const kinds = {
  authorised: { type: 'payment_authorised', amount: 1_200 },
  captured: { type: 'payment_succeeded', amount: 1_000 },
  processing: { type: 'payment_processing' },
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

const WALK = [
  `create function pg_temp.current_state() returns jsonb language sql as $$
  select jsonb_build_object('status', o.status, 'shown', o.refunded, 'disputed', o.disputed_at is not null,
    'marked', o.refund_failed_at is not null, 'authorised', p.authorised, 'captured', p.captured, 'refunded', p.refunded,
    'returned', p.refund_returned, 'failed', p.failed_at is not null, 'cancelled', p.cancelled_at is not null,
    'won', p.dispute_won_at is not null, 'lost', p.dispute_lost_at is not null,
    'voided', p.cancel_requested_at is not null,
    'stock', (select array[on_hand, held] from inventory where sku = 'A'),
    'booked', (select booked from delivery_slots where id = 's'),
    'unreturned', o.status <> 'paid' and (p.disputed_at is null or p.dispute_won_at is not null and p.dispute_lost_at is null)
      and p.captured > (
      select greatest(p.refunded, coalesce(sum(r.amount) filter (where r.succeeded_at is not null), 0))
        + coalesce(sum(r.amount) filter (where r.status = 'requested'), 0)
      from refunds r where r.order_id = 'order'),
    'refunds', (select jsonb_agg(r.reason || ' ' || r.status || ' ' || r.amount order by r.reason, r.status, r.amount)
      from refunds r where r.order_id = 'order'))
  from orders o join payments p on p.order_id = o.id where o.id = 'order' $$`,
  `create function pg_temp.current_trace() returns jsonb language sql as $$
  select jsonb_build_object(
    'past', (select jsonb_agg(status order by status) from order_history where order_id = 'order'),
    'moved', (select jsonb_agg(reason || ' ' || delta order by reason) from stock_movements where order_id = 'order'),
    'notifications', (select jsonb_agg(topic order by topic) from outbox where order_id = 'order' and topic <> 'payment_failed')) $$`,
  `create function pg_temp.deliver(event jsonb) returns void language plpgsql as $$
begin
  perform store_payment_event(event);
  perform apply_payment_event(event);
end $$`,
  `create function pg_temp.walk(kinds jsonb, before text[], steps integer) returns text[] language plpgsql as $$
declare
  ends text[] := '{}';
  kind text;
  path text[];
  state jsonb;
  trace jsonb;
begin
  for kind in select k from jsonb_object_keys(kinds) k where k <> all (before) loop
    path := before || kind;
    begin
      perform pg_temp.deliver(kinds -> kind);
      state := pg_temp.current_state();
      trace := pg_temp.current_trace();
      perform pg_temp.deliver(kinds -> e), pg_temp.deliver(kinds -> e || jsonb_build_object('eventId', e || ' fetched'))
      from unnest(path) e;
      if (state, trace) is distinct from (pg_temp.current_state(), pg_temp.current_trace()) then
        raise exception 'a repeated delivery changes the state: %', path;
      end if;
      ends := ends || jsonb_build_object('path', path, 'state', state, 'trace', trace)::text;
      if steps > 1 then
        ends := ends || pg_temp.walk(kinds, path, steps - 1);
      end if;
      raise exception using errcode = 'LD999';
    exception when sqlstate 'LD999' then
      -- The subtransaction is undone, so that the next event starts from the same state.
    end;
  end loop;
  return ends;
end $$`,
]

const End = z.object({
  path: z.array(z.string()),
  state: z.looseObject({ status: z.string(), unreturned: z.boolean() }),
  trace: z.unknown(),
})
type End = z.output<typeof End>

const events = Object.fromEntries(
  Object.entries(kinds).map(([name, event]) => [
    name,
    { provider: 'sandbox', eventId: name, providerPaymentId: 'sandbox-order', payload: {}, ...event },
  ]),
)

/** A provider never does both. For such a set the test only checks that no money stays without an order. */
const contradicts = (events: readonly string[]) => events.includes('captured') && events.includes('cancelled')

/** The final states of all sequences of up to `steps` different events, by their set of events. */
async function walkSequences(steps: number): Promise<Map<string, End[]>> {
  const walked = z.array(z.string()).parse(await shop.run('pg_temp.walk', JSON.stringify(events), [], steps))
  return Map.groupBy(
    walked.map((text) => End.parse(JSON.parse(text))),
    ({ path }) => path.toSorted().join(', '),
  )
}

const factorial = (count: number): number => (count < 2 ? 1 : count * factorial(count - 1))
const TIMEOUT_MILLISECONDS = 600_000

/** A pending order, and orders that ended before the first event. Four events take a minute in the embedded database. */
const starts: readonly [status: string, holds: boolean, steps: number][] = [
  ['pending_payment', true, hasPostgres() ? 4 : 3],
  ['expired', false, 3],
  ['cancelled', false, 3],
]

describe.each(starts)('order: %s', (status, holds, steps) => {
  test(`every set of up to ${steps} events has one final state, for every order and number of deliveries`, {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    for (const statement of WALK) await shop.write(statement)
    await insertCapturedOrder(shop, status, { authorisation: 1_200 }, { holds })
    const sets = await walkSequences(steps)
    process.stdout.write(`${status}: ${sets.size} sets, ${[...sets.values()].flat().length} sequences\n`)
    for (const [set, ends] of sets) {
      const path = ends[0]?.path ?? []
      expect(ends, set).toHaveLength(factorial(path.length))
      expect(ends.filter(({ state }) => state.unreturned)).toEqual([])
      if (contradicts(path)) continue
      expect(areEqual(ends, status), set).toBe(true)
    }
  })
})

test.for([
  ['greatest(p.refunded, event.amount)', 'event.amount'],
  ['greatest(p.captured, event.amount)', 'p.captured + event.amount'],
] as const)('the walk detects a naive routine in which the last event wins: %s', async ([fact, naive]) => {
  const { routines } = await readSqlFiles()
  const text = routines.find(({ name }) => name === 'add_payment_fact.sql')?.text ?? ''
  expect(text).toContain(fact)
  await shop.write(text.replace(fact, naive))
  for (const statement of WALK) await shop.write(statement)
  await insertCapturedOrder(shop, 'pending_payment', { authorisation: 1_200 })
  const passed = walkSequences(2).then((sets) => [...sets.values()].every((ends) => areEqual(ends, 'pending_payment')))
  expect(await passed.catch((error: unknown) => String(error))).not.toBe(true)
})

const areEqual = (ends: readonly End[], start: string) =>
  new Set(ends.map((end) => JSON.stringify(comparableState(end, start)))).size === 1

/**
 * The part of the final state that must be equal. With a cancelled payment the order may have been paid before or not, so
 * the trace may differ. An ended order may become paid in between and end with another status, and a refund requested before
 * a manual refund stays requested. Its money and stock must be equal.
 */
function comparableState({ path, state, trace }: End, start: string): Row {
  if (start === 'pending_payment') return path.includes('cancelled') ? { state } : { state, trace }
  const { voided: _, refunds: __, ...others } = state
  return { ...others, status: ['cancelled', 'expired'].includes(state.status) ? 'ended' : state.status }
}
