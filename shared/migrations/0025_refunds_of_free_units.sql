-- Units that cost nothing can be taken off an order or returned. Their refund pays nothing.
alter table refunds
  drop constraint refunds_amount_positive,
  add constraint refunds_amount_positive check (amount > 0 or amount = 0 and status = 'not_charged' and purpose = 'lines');
