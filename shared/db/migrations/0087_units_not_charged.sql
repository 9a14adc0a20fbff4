-- Units that are taken off an order whose money is only reserved. Nothing goes back for them, then or later: when the order
-- is packed, less is captured. No provider is asked for anything, so nothing can come of it but this.
alter table refunds
  drop constraint refunds_status,
  drop constraint refunds_status_is_what_happened,
  add constraint refunds_status check (status in ('requested', 'succeeded', 'failed', 'not_charged')),
  add constraint refunds_status_is_what_happened check (status = case
    when failed_at is not null then 'failed' when succeeded_at is not null then 'succeeded'
    when status = 'not_charged' and not packed then 'not_charged' else 'requested' end);
