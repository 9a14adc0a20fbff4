/** A mutant that behaves like the routine itself, so that no test can tell them apart. */
export interface Equivalent {
  routine: string
  rule: string
  /** The line as it is and as it becomes, as the report prints them. */
  before: string
  after: string
  why: string
}

export const equivalents: readonly Equivalent[] = [
  {
    routine: 'apply_payment_event',
    rule: 'no lock',
    before: 'select * into payment from payments p where p.order_id = wanted_order for no key update;',
    after: 'select * into payment from payments p where p.order_id = wanted_order;',
    why: 'its facts change under the lock of the order alone, which is held; the update that follows takes the lock itself',
  },
  {
    routine: 'cart_view',
    rule: 'condition false',
    before: "'usedByCustomer', case when coupon.id is null then 0 else (",
    after: "'usedByCustomer', case when false then 0 else (",
    why: 'saves a read: of no coupon there are no redemptions to count',
  },
  {
    routine: 'checkout_views',
    rule: 'no order',
    before: "select coalesce(json_agg(checkout_view(c.value) order by c.ordinality), '[]')",
    after: "select coalesce(json_agg(checkout_view(c.value) ), '[]')",
    why: 'jsonb_array_elements hands its elements on in their order: Postgres does so, only nobody promises it',
  },
  {
    routine: 'finish_outbox',
    rule: 'number',
    before: 'available_at = now() + make_interval(secs => least(3600, 2 ^ least(o.attempts, 12)) * (1 + random() / 4))',
    after: 'available_at = now() + make_interval(secs => least(3600, 2 ^ least(o.attempts, 13)) * (1 + random() / 4))',
    why: '2 ^ 12 is more than an hour already: the 12 only keeps the power from overflowing',
  },
  {
    routine: 'place_order',
    rule: 'no order',
    before: "select jsonb_agg(jsonb_build_object('status', h.status, 'at', h.at) order by h.at)",
    after: "select jsonb_agg(jsonb_build_object('status', h.status, 'at', h.at) )",
    why: 'of a new order the rows were written in that order a moment ago, and are read in it, which nobody promises',
  },
  {
    routine: 'place_orders',
    rule: 'no distinct',
    before: "select distinct hashtextextended(concat_ws('/', o ->> 'scope', o ->> 'key'), 0) as hash",
    after: "select hashtextextended(concat_ws('/', o ->> 'scope', o ->> 'key'), 0) as hash",
    why: 'who has an advisory lock may take it again',
  },
  {
    routine: 'request_refund',
    rule: 'no coalesce',
    before: '- greatest(payment.refunded, coalesce(sum(r.amount) filter (where r.succeeded_at is not null), 0))',
    after: '- greatest(payment.refunded, (sum(r.amount) filter (where r.succeeded_at is not null)))',
    why: 'greatest passes over null',
  },
  {
    routine: 'take_order',
    rule: 'condition true',
    before: 'if missing is not null then',
    after: 'if true then',
    why: 'saves a call: to hold nothing holds nothing',
  },
  {
    routine: 'take_order',
    rule: 'condition true',
    before: 'if the_order.coupon_id is not null',
    after: 'if true',
    why: 'saves a call: without a coupon there is no row of coupons to redeem',
  },
  {
    routine: 'take_order',
    rule: 'condition true',
    before: 'if the_order.slot_id is not null then',
    after: 'if true then',
    why: 'saves a call: an order without a slot has neither a booking nor a slot to book',
  },
  {
    routine: 'unprocessed_payment_events',
    rule: 'no order',
    before:
      "select jsonb_agg(jsonb_build_object('provider', e.provider, 'eventId', e.event_id) order by e.received_at)",
    after: "select jsonb_agg(jsonb_build_object('provider', e.provider, 'eventId', e.event_id) )",
    why: 'the subquery hands its rows on in their order: Postgres does so, only the standard does not promise it',
  },
]
