-- Refuses with order_disputed { dispute } when the payment of an order is disputed and staff have not decided to fulfil the
-- order all the same. A decision counts until another dispute opens or one is lost. A decision in the request is recorded;
-- without a dispute it is ignored. Returns the decision that was recorded now, or null.
-- request: { actor, despiteDispute: null | { reason } }. The caller has locked the order.
create or replace function require_dispute_decision(request jsonb, the_order orders) returns jsonb language plpgsql as $$
declare
  changed_at timestamptz;
  decision jsonb;
begin
  select max(greatest(d.opened_at, d.lost_at)) into changed_at
  from payments p join payment_disputes d on d.payment_id = p.id
  where p.order_id = the_order.id and (d.won_at is null or d.lost_at is not null);
  if changed_at is null or changed_at < (the_order.dispute_decision ->> 'at')::timestamptz then
    return null;
  elsif request #>> '{despiteDispute,reason}' is null then
    perform refuse('order_disputed', jsonb_build_object('dispute', dispute_view(the_order)));
  end if;
  decision := jsonb_build_object('at', clock_timestamp(), 'by', request #>> '{actor,customerId}',
    'reason', request #>> '{despiteDispute,reason}');
  update orders set dispute_decision = decision where id = the_order.id;
  return decision;
end $$;
