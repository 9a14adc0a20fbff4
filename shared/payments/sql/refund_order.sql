-- Gives back money of an order on the word of staff: an amount, or what units of its lines cost; with goods that came back
-- put on the shelf, where they are named. The provider is called after the commit, from the outbox.
-- Of money that is only reserved nothing can go back. Until the order is packed, units are taken off it all the same: they are
-- written down as not_charged, the provider is asked for nothing, and packing captures the less.
-- request: { actor, orderId, key, fingerprint, refundId, amount (null: by lines), lines: [{ sku, quantity }], reason,
--   restock: [{ sku, quantity }] }, each SKU once.
-- result: { replayed, refund as refund_record gives it }
-- Refuses, changing nothing, with order_not_found, idempotency_key_reused, refund_lines_unknown { skus },
-- payment_not_captured { orderStage }, refund_exceeds_captured { refundable, requested }, restock_exceeds_sold { skus }.
-- All refunds of an order take turns at its lock, so what is refundable is what it is when this one is written. A refund
-- on its way counts as given back; one that failed does not.
create or replace function refund_order(request jsonb) returns jsonb language plpgsql as $$
declare
  the_order orders;
  payment payments;
  refund refunds;
  wanted integer;
  refundable integer;
  stage text;
  reserved boolean;
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
  stage := order_stage(the_order);
  reserved := payment.authorised > 0 and payment.captured = 0 and payment.cancelled_at is null
    and stage in ('paid', 'picking', 'packed', 'out_for_delivery', 'delivered');
  if reserved and (request -> 'amount' <> 'null' or the_order.packed_at is not null) then
    perform refuse('payment_not_captured', jsonb_build_object('orderStage', stage));
  end if;
  select payment.captured - payment.refunded + payment.refund_returned - coalesce(sum(r.amount), 0) into refundable
  from refunds r where r.payment_id = payment.id and r.status = 'requested';
  wanted := coalesce((request ->> 'amount')::integer, price_of_units(the_order.id, request -> 'lines'));
  if wanted > refundable and not reserved or wanted < 1 then
    perform refuse('refund_exceeds_captured', jsonb_build_object('refundable', refundable, 'requested', wanted));
  end if;

  insert into refunds (id, payment_id, order_id, amount, reason, status, requested_by, request_key, fingerprint, packed)
  values (request ->> 'refundId', payment.id, the_order.id, wanted, request ->> 'reason',
    case when reserved then 'not_charged' else 'requested' end,
    request #>> '{actor,customerId}', request ->> 'key', request ->> 'fingerprint', the_order.packed_at is not null)
  returning * into refund;
  insert into refund_lines (refund_id, sku, quantity, amount)
  select refund.id, l.sku, l.quantity, price_of_units(the_order.id, jsonb_build_array(to_jsonb(l)), refund.id)
  from jsonb_to_recordset(request -> 'lines') as l(sku text, quantity integer);
  if not reserved then
    insert into outbox (topic, order_id, payload)
    values ('refund_requested', the_order.id, jsonb_build_object('refundId', refund.id));
    update payments set next_check_at = now() + interval '2 minutes' where id = payment.id;
  end if;
  perform return_goods(the_order.id, request -> 'restock', request #>> '{actor,customerId}');
  perform audit(request, 'refund', 'order', the_order.id, null,
    refund_record(refund) || jsonb_build_object('restock', request -> 'restock'));
  return jsonb_build_object('replayed', false, 'refund', refund_record(refund));
end $$;
