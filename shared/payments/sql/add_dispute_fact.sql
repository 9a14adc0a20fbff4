-- Adds an event's fact to its dispute, and withdraws the refunds that the provider has not got yet: the bank takes the
-- money from the shop, so a refund would pay it a second time. A refund that was sent is refused by the provider, or it
-- succeeds. The caller has locked the order and the payment.
create or replace function add_dispute_fact(payment payments, event payment_events) returns void language plpgsql as $$
begin
  insert into payment_disputes as d (payment_id, id, amount, reason, opened_at, won_at, lost_at)
  values (payment.id, coalesce(event.dispute_id, payment.id), event.amount, event.payload #>> '{data,object,reason}',
    clock_timestamp(), case event.type when 'dispute_won' then clock_timestamp() end,
    case event.type when 'dispute_lost' then clock_timestamp() end)
  on conflict (payment_id, id) do update set
    amount = coalesce(d.amount, excluded.amount), reason = coalesce(d.reason, excluded.reason),
    won_at = coalesce(d.won_at, excluded.won_at), lost_at = coalesce(d.lost_at, excluded.lost_at);

  if is_payment_disputed(payment) then
    with withdrawn as (
      update refunds set status = 'withdrawn', withdrawn_at = clock_timestamp()
      where payment_id = payment.id and status = 'requested' and sent_at is null
      returning id
    )
    insert into outbox (topic, order_id, lane, payload)
    select 'refund_withdrawn', payment.order_id, 'event',
      jsonb_build_object('orderId', payment.order_id, 'refundId', w.id) from withdrawn w order by w.id;
  end if;
end $$;
