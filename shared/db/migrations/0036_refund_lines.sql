-- Which units of which lines a refund is for, where it was asked for by line: what they give back depends on how many of
-- that line were refunded before, so that any number of steps adds up to the line's total.
create table refund_lines (
  refund_id text collate "C" not null,
  sku text collate "C" not null,
  quantity integer not null,
  amount integer not null,
  constraint refund_lines_pkey primary key (refund_id, sku),
  constraint refund_lines_refund_fkey foreign key (refund_id) references refunds (id),
  constraint refund_lines_quantity_positive check (quantity > 0),
  constraint refund_lines_amount_not_negative check (amount >= 0)
);
