/** A mutant that behaves like the routine itself, so that no test can tell them apart. */
export interface Equivalent {
  routine: string
  rule: string
  /** The changed line, as the report prints it. */
  after: string
  why: string
}

export const equivalents: readonly Equivalent[] = [
  {
    routine: 'apply_payment_event',
    rule: 'no lock',
    after: 'select * into payment from payments p where p.order_id = payment.order_id;',
    why: 'of the row only its id is used, which never changes; the update that follows takes the lock itself',
  },
  {
    routine: 'claim_outbox',
    rule: 'number',
    after:
      'available_at = now() + make_interval(secs => least(3600, 2 ^ least(o.attempts + 1, 13)) * (1 + random() / 4))',
    why: '2 ^ 12 is more than an hour already: the 12 only keeps the power from overflowing',
  },
  {
    routine: 'request_refund',
    rule: 'no coalesce',
    after: "- greatest(payment.refunded, (sum(r.amount) filter (where r.status = 'succeeded')))",
    why: 'greatest passes over null',
  },
  {
    routine: 'place_orders',
    rule: 'no distinct',
    after: "select hashtextextended(concat_ws('/', o ->> 'scope', o ->> 'key'), 0) as hash",
    why: 'who has an advisory lock may take it again',
  },
  {
    routine: 'take_order',
    rule: 'condition true',
    after: 'if true then',
    why: 'saves a call: to hold nothing holds nothing, and an order without a slot has neither booking nor slot to book',
  },
  {
    routine: 'take_order',
    rule: 'condition true',
    after: 'if true',
    why: 'saves a call: without a coupon there is no row of coupons to redeem',
  },
  {
    routine: 'cart_view',
    rule: 'condition false',
    after: "'usedByCustomer', case when false then 0 else (",
    why: 'saves a read: of no coupon there are no redemptions to count',
  },
  {
    routine: 'unprocessed_payment_events',
    rule: 'no order',
    after: "select jsonb_agg(jsonb_build_object('provider', e.provider, 'eventId', e.event_id) )",
    why: 'the subquery hands its rows on in their order: Postgres does so, only the standard does not promise it',
  },
]
