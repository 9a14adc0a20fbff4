-- The state of a payment's disputes together: open while one is open, else lost if one was lost, else won. Null without a
-- dispute. A dispute that is both won and lost counts as lost, so that events in any order never open a second payout.
create or replace function dispute_status(of_payment text) returns text language sql stable as $$
  select case
    when bool_or(d.won_at is null and d.lost_at is null) then 'open'
    when bool_or(d.lost_at is not null) then 'lost'
    when count(*) > 0 then 'won' end
  from payment_disputes d where d.payment_id = of_payment
$$;
