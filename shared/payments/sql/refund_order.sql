-- Creates a refund by staff: of an amount, or of units of the order's lines. Returned units in `restock` go back into stock.
-- The outbox calls the provider after the commit.
-- In dinars the amount is rounded down to what the provider pays back: its last digit is 0.
-- An authorised payment has nothing to refund yet. Until the order is packed, units can still be taken off: the refund gets
-- the status not_charged, the provider gets no request, and packing captures less.
-- Units that cost nothing are recorded with the same status, also of a captured payment.
-- request: { actor, orderId, key, fingerprint, refundId, for?: lines | goodwill | the code of a fee (see retained_amount;
--   lines with lines, goodwill with an amount), amount (null: by lines, or the rest of the fee),
--   lines: [{ sku, quantity }], reason, restock: [{ sku, quantity }] }, each SKU once.
-- result: { replayed, refund: refund_record }
-- Refuses with order_not_found, idempotency_key_reused, payment_disputed { dispute }, refund_lines_unknown { skus },
-- payment_not_captured { orderStage }, refund_exceeds_fee { fee, refundable, requested },
-- refund_exceeds_captured { refundable, requested }, restock_exceeds_sold { skus }.
-- The order's lock makes concurrent refunds wait for each other, so that their sum can't exceed what was captured. Pending
-- refunds reduce the refundable amount; failed ones do not.
create or replace function refund_order(request jsonb) returns jsonb language plpgsql as $$
declare
  the_order orders;
  payment payments;
  refund refunds;
  requested integer;
  fee_left integer;
  refundable integer;
  stage text;
  only_authorised boolean;
  costs_nothing boolean;
  for_purpose constant text := coalesce(request ->> 'for',
    case when request ->> 'amount' is null then 'lines' else 'goodwill' end);
begin
  select * into the_order from orders where id = request ->> 'orderId' for no key update;
  if the_order.id is null then
    perform refuse('order_not_found');
  end if;
  select * into refund from refunds r where r.order_id = the_order.id and r.request_key = request ->> 'key';
  if refund.id is not null then
    if refund.fingerprint <> request ->> 'fingerprint' then
      perform refuse('idempotency_key_reused');
    end if;
    return jsonb_build_object('replayed', true, 'refund', refund_record(refund));
  end if;

  select * into payment from payments where order_id = the_order.id for no key update;
  if is_payment_disputed(payment) then
    perform refuse('payment_disputed', jsonb_build_object('dispute', dispute_view(the_order)));
  end if;
  stage := order_stage(the_order);
  only_authorised := payment.authorised > 0 and payment.captured = 0 and payment.cancelled_at is null
    and stage in ('paid', 'picking', 'packed', 'out_for_delivery', 'delivered');
  if only_authorised and (for_purpose <> 'lines' or the_order.packed_at is not null) then
    perform refuse('payment_not_captured', jsonb_build_object('orderStage', stage));
  end if;
  select payment.captured - payment.refunded + payment.refund_returned - coalesce(sum(r.amount), 0) into refundable
  from refunds r where r.payment_id = payment.id and r.status = 'requested';
  if for_purpose not in ('lines', 'goodwill') then
    select order_fee(the_order, for_purpose) - coalesce(sum(r.amount), 0) into fee_left from refunds r
    where r.payment_id = payment.id and r.purpose = for_purpose and r.status not in ('failed', 'withdrawn');
    requested := coalesce((request ->> 'amount')::integer, fee_left);
    if requested > fee_left or requested < 1 then
      perform refuse('refund_exceeds_fee',
        jsonb_build_object('fee', for_purpose, 'refundable', greatest(fee_left, 0), 'requested', requested));
    end if;
  else
    requested := coalesce((request ->> 'amount')::integer, refund_amount_for_units(the_order.id, request -> 'lines'));
  end if;
  requested := requested - requested % payment.charge_step;
  costs_nothing := requested = 0 and for_purpose = 'lines'
    and stage in ('paid', 'picking', 'packed', 'out_for_delivery', 'delivered');
  if not costs_nothing and (requested > refundable and not only_authorised or requested < 1) then
    perform refuse('refund_exceeds_captured', jsonb_build_object('refundable', refundable, 'requested', requested));
  end if;

  insert into refunds (id, payment_id, order_id, amount, reason, status, requested_by, request_key, fingerprint, packed,
    purpose, created_at)
  values (request ->> 'refundId', payment.id, the_order.id, requested, request ->> 'reason',
    case when only_authorised or costs_nothing then 'not_charged' else 'requested' end,
    request #>> '{actor,customerId}', request ->> 'key', request ->> 'fingerprint', the_order.packed_at is not null,
    for_purpose, clock_timestamp())
  returning * into refund;
  insert into refund_lines (refund_id, sku, quantity, amount)
  select refund.id, l.sku, l.quantity, refund_amount_for_units(the_order.id, jsonb_build_array(to_jsonb(l)), refund.id)
  from jsonb_to_recordset(request -> 'lines') as l(sku text, quantity integer);
  if refund.status = 'requested' then
    insert into outbox (topic, order_id, payload)
    values ('refund_requested', the_order.id, jsonb_build_object('refundId', refund.id));
    update payments set next_check_at = now() + interval '2 minutes' where id = payment.id;
  end if;
  perform return_items(the_order.id, request -> 'restock', request #>> '{actor,customerId}');
  perform audit(request, 'refund', 'order', the_order.id, null,
    refund_record(refund) || jsonb_build_object('restock', request -> 'restock'));
  return jsonb_build_object('replayed', false, 'refund', refund_record(refund));
end $$;
