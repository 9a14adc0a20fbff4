-- The disputes of an order for its views, as one; null without a dispute. `closedAt` is null while one is open.
-- result: { status, openedAt, closedAt, amount, reason, decision: null | { at, by, reason } }
create or replace function dispute_view(the_order orders) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('status', dispute_status(p.id), 'openedAt', min(d.opened_at),
      'closedAt', case when dispute_status(p.id) <> 'open' then max(coalesce(d.lost_at, d.won_at)) end,
      'amount', sum(d.amount), 'reason', (array_agg(d.reason order by d.opened_at desc))[1],
      'decision', the_order.dispute_decision)
    from payments p join payment_disputes d on d.payment_id = p.id
    where p.order_id = the_order.id group by p.id);
end $$;
