-- Units that cost nothing can be taken off an order or returned, also after packing. Their refund pays nothing.
alter table refunds
  drop constraint refunds_amount_positive,
  drop constraint refunds_status_matches_times,
  add constraint refunds_amount_positive check (amount > 0 or amount = 0 and status = 'not_charged' and purpose = 'lines'),
  add constraint refunds_status_matches_times check (status = case
    when failed_at is not null then 'failed' when succeeded_at is not null then 'succeeded'
    when withdrawn_at is not null then 'withdrawn'
    when status = 'not_charged' and (not packed or amount = 0) then 'not_charged' else 'requested' end);
