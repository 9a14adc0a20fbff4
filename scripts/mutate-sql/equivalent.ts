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
    routine: 'availability',
    rule: 'condition true',
    before: 'if units <= threshold then',
    after: 'if true then',
    why: 'saves a read: what is above its threshold without the lapsed holds is above it with them',
  },
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
    routine: 'claim_open_payments',
    rule: 'number',
    before: 'then now() + make_interval(mins => least(1440, 2 ^ least(p.checks + 1, 11))::integer) end',
    after: 'then now() + make_interval(mins => least(1440, 2 ^ least(p.checks + 1, 12))::integer) end',
    why: '2 ^ 11 minutes is more than a day already: the 11 only keeps the power from overflowing',
  },
  {
    routine: 'finish_outbox',
    rule: 'number',
    before: 'available_at = now() + make_interval(secs => least(3600, 2 ^ least(o.attempts, 12)) * (1 + random() / 4))',
    after: 'available_at = now() + make_interval(secs => least(3600, 2 ^ least(o.attempts, 13)) * (1 + random() / 4))',
    why: '2 ^ 12 is more than an hour already: the 12 only keeps the power from overflowing',
  },
  {
    routine: 'gather_low_stock',
    rule: 'no order',
    before:
      "select coalesce(jsonb_agg(p.value order by p.ordinality) filter (where p.value -> 'sku' <> product -> 'sku'), '[]')",
    after: "select coalesce(jsonb_agg(p.value ) filter (where p.value -> 'sku' <> product -> 'sku'), '[]')",
    why: 'jsonb_array_elements hands its elements on in their order: Postgres does so, only nobody promises it',
  },
  {
    routine: 'place_new_orders',
    rule: 'no order',
    before: "select jsonb_agg(jsonb_build_object('status', h.status, 'at', h.at) order by h.at)",
    after: "select jsonb_agg(jsonb_build_object('status', h.status, 'at', h.at) )",
    why: 'of a new order the rows were written in that order a moment ago, and are read in it, which nobody promises',
  },
  {
    routine: 'place_new_orders',
    rule: 'condition true',
    before: "if jsonb_path_exists(orders, '$[*].lines[*].claimId ? (@ != null)') then",
    after: 'if true then',
    why: 'saves two calls: without claims the goods are locked in the same order by hold_stock',
  },
  {
    routine: 'place_new_orders',
    rule: 'no order',
    before: 'from order_history h where h.order_id = p.id)) order by o.ordinality)',
    after: 'from order_history h where h.order_id = p.id)) )',
    why: 'jsonb_array_elements hands its elements on in their order: Postgres does so, only nobody promises it',
  },
  {
    routine: 'place_orders',
    rule: 'no distinct',
    before: "select distinct hashtextextended(concat_ws('/', o ->> 'scope', o ->> 'key'), 0) as hash",
    after: "select hashtextextended(concat_ws('/', o ->> 'scope', o ->> 'key'), 0) as hash",
    why: 'who has an advisory lock may take it again',
  },
  {
    routine: 'read_carts',
    rule: 'condition false',
    before: 'i.on_hand - i.held + case when i.held = 0 then 0 else (',
    after: 'i.on_hand - i.held + case when false then 0 else (',
    why: 'saves a read: where nothing is held, nothing that is held has lapsed',
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
  {
    routine: 'book_picked_goods',
    rule: 'boundary',
    before: 'from jsonb_to_recordset(differences) as d(sku text, delta integer) where d.delta < 0;',
    after: 'from jsonb_to_recordset(differences) as d(sku text, delta integer) where d.delta <= 0;',
    why: 'a difference of 0 is none: those are left out before',
  },
  {
    routine: 'book_picked_goods',
    rule: 'number',
    before: 'from jsonb_to_recordset(differences) as d(sku text, delta integer) where d.delta < 0;',
    after: 'from jsonb_to_recordset(differences) as d(sku text, delta integer) where d.delta < 1;',
    why: 'a difference of 0 is none: those are left out before',
  },
  {
    routine: 'buy_claims',
    rule: 'boundary',
    before: "elsif claim.status <> 'held' or claim.expires_at <= clock_timestamp() then",
    after: "elsif claim.status <> 'held' or claim.expires_at < clock_timestamp() then",
    why: 'the clock runs on: no test meets the very microsecond',
  },
  {
    routine: 'hold_stock',
    rule: 'condition true',
    before: 'elsif available <= threshold and available + line.quantity > threshold then',
    after: 'elsif true and available + line.quantity > threshold then',
    why: 'saves a call: warn_low_stock asks the same',
  },
  {
    routine: 'hold_stock',
    rule: 'condition true',
    before: 'elsif available <= threshold and available + line.quantity > threshold then',
    after: 'elsif available <= threshold and true then',
    why: 'saves a call: warn_low_stock asks the same',
  },
  {
    routine: 'hold_stock',
    rule: 'boundary',
    before: 'elsif available <= threshold and available + line.quantity > threshold then',
    after: 'elsif available <= threshold and available + line.quantity >= threshold then',
    why: 'saves a call: warn_low_stock asks the same',
  },
  {
    routine: 'move_stock',
    rule: 'field null',
    before: "'reason', movement.reason, 'orderId', movement.order_id, 'actor', movement.actor, 'note', movement.note,",
    after: "'reason', movement.reason, 'orderId', null, 'actor', movement.actor, 'note', movement.note,",
    why: "what staff move is no order's: it is null in any case",
  },
  {
    routine: 'price_of_units',
    rule: 'no order',
    before: 'select jsonb_agg(distinct s.sku order by s.sku) filter (where s.ordered is null or s.after > s.ordered),',
    after: 'select jsonb_agg(distinct s.sku ) filter (where s.ordered is null or s.after > s.ordered),',
    why: 'Postgres sorts to find what is distinct, which nobody promises',
  },
  {
    routine: 'take_back_lapsed_holds',
    rule: 'condition true',
    before: 'delete from stock_holds where sku = wanted_sku and expires_at <= now() and order_id is not null',
    after: 'delete from stock_holds where sku = wanted_sku and expires_at <= now() and true',
    why: 'of the sales that ended no lapsed hold is left by then',
  },
  {
    routine: 'expire_claims',
    rule: 'condition true',
    before:
      "where exists (select from flash_sale_claims c where c.sale_id = s.id and c.status = 'held' and c.expires_at <= now())",
    after: 'where true',
    why: 'saves a lock: in a sale without lapsed claims nothing is released',
  },
  {
    routine: 'expire_claims',
    rule: 'condition true',
    before:
      "where exists (select from flash_sale_claims c where c.sale_id = s.id and c.status = 'held' and c.expires_at <= now())",
    after: "where exists (select from flash_sale_claims c where true and c.status = 'held' and c.expires_at <= now())",
    why: 'saves a lock: in a sale without lapsed claims nothing is released',
  },
  {
    routine: 'expire_claims',
    rule: 'condition true',
    before:
      "where exists (select from flash_sale_claims c where c.sale_id = s.id and c.status = 'held' and c.expires_at <= now())",
    after: 'where exists (select from flash_sale_claims c where c.sale_id = s.id and true and c.expires_at <= now())',
    why: 'saves a lock: in a sale without lapsed claims nothing is released',
  },
  {
    routine: 'expire_claims',
    rule: 'condition true',
    before:
      "where exists (select from flash_sale_claims c where c.sale_id = s.id and c.status = 'held' and c.expires_at <= now())",
    after: "where exists (select from flash_sale_claims c where c.sale_id = s.id and c.status = 'held' and true)",
    why: 'saves a lock: in a sale without lapsed claims nothing is released',
  },
  {
    routine: 'take_from_sale',
    rule: 'condition true',
    before: 'delete from stock_holds where flash_sale_id = sale.id and sku = sale.sku and quantity = units;',
    after: 'delete from stock_holds where flash_sale_id = sale.id and true and quantity = units;',
    why: 'a sale holds units of its own SKU alone: the SKU is named for the index',
  },
  {
    routine: 'take_from_sale',
    rule: 'condition true',
    before: 'update stock_holds set quantity = quantity - units where flash_sale_id = sale.id and sku = sale.sku;',
    after: 'update stock_holds set quantity = quantity - units where flash_sale_id = sale.id and true;',
    why: 'a sale holds units of its own SKU alone: the SKU is named for the index',
  },
  {
    routine: 'claim_flash_sale',
    rule: 'boundary',
    before: 'if not sale.active or sale.ends_at <= clock_timestamp() then',
    after: 'if not sale.active or sale.ends_at < clock_timestamp() then',
    why: 'the clock runs on: no test meets the very microsecond',
  },
  {
    routine: 'set_cart_claim',
    rule: 'boundary',
    before: "elsif claim.status = 'released' or claim.expires_at <= clock_timestamp() then",
    after: "elsif claim.status = 'released' or claim.expires_at < clock_timestamp() then",
    why: 'the clock runs on: no test meets the very microsecond',
  },
  {
    routine: 'orders_view',
    rule: 'no order',
    before: "select jsonb_agg(order_view(jsonb_build_object('orderId', o.id)) order by o.number desc)",
    after: "select jsonb_agg(order_view(jsonb_build_object('orderId', o.id)) )",
    why: 'the subquery hands its rows on in their order: Postgres does so, only the standard does not promise it',
  },
  {
    routine: 'orders_view',
    rule: 'number',
    before: "where customer_id = c.id and number < coalesce((request ->> 'before')::bigint, 9223372036854775807)",
    after: "where customer_id = c.id and number < coalesce((request ->> 'before')::bigint, 9223372036854776000)",
    why: 'both are more than any number of an order',
  },
]
