-- Claims a batch of payments whose status must be fetched from the provider, in case an event was lost. A payment is due
-- after 2 minutes and then after 2, 4, 8 … more minutes, at most a day, until it is closed. If a worker crashes, its batch
-- becomes due again at the next interval.
-- A payment is open while it waits for money (also for an ended order, which may still be paid), while it is authorised
-- and neither captured nor released, and while a refund is pending. `ended`: the order ended an hour ago, so its payment
-- must be cancelled at the provider.
-- request: { limit }
-- result: { items: [{ id, status, currency, expiresAt, payment: { id, provider, amount, authorisation, refusal: null }, ended, refundIds }],
--   remaining }
create or replace function claim_open_payments(request jsonb) returns jsonb language plpgsql as $$
declare
  items jsonb;
begin
  with candidates as (
    select p.id, p.order_id from payments p where p.next_check_at <= now()
    order by p.next_check_at limit (request ->> 'limit')::integer for no key update skip locked
  ), states as (
    select l.id, o.status, o.expires_at, o.updated_at,
      (select jsonb_agg(r.id order by r.created_at, r.id) from refunds r
        where r.payment_id = l.id and r.status = 'requested') as refund_ids
    from candidates l join orders o on o.id = l.order_id
  ), claimed as (
    update payments p set checks = p.checks + 1,
      next_check_at = case when j.refund_ids is not null
        or p.captured = 0 and p.cancelled_at is null and (p.amount > 0 or p.authorised > 0)
          and (p.authorised > 0 or j.status = 'pending_payment'
            or j.status in ('expired', 'cancelled') and p.provider_payment_id is not null)
        or j.status = 'pending_payment' and p.captured > 0
        then now() + make_interval(mins => least(1440, 2 ^ least(p.checks + 1, 11))::integer) end
    from states j where p.id = j.id
    returning p.*, j.status, j.expires_at, j.updated_at as ended_at, j.refund_ids
  )
  select jsonb_agg(jsonb_build_object('id', c.order_id, 'status', c.status, 'currency', c.currency,
    'expiresAt', c.expires_at,
    'payment', jsonb_build_object('id', c.provider_payment_id, 'provider', c.provider, 'amount', c.amount,
      'authorisation', c.authorisation, 'refusal', c.refusal),
    'ended', c.status in ('expired', 'cancelled') and c.captured = 0
      and (c.cancel_requested_at is not null or c.ended_at < now() - interval '1 hour'),
    'refundIds', coalesce(c.refund_ids, '[]')) order by c.order_id)
  into items from claimed c where c.next_check_at is not null;
  return jsonb_build_object('items', coalesce(items, '[]'), 'remaining', (
    select count(*) from payments where next_check_at <= now()));
end $$;
