-- The most of a product that one order may have, in its unit. Null: no limit of its own.
alter table products add column order_limit integer,
  add constraint products_order_limit_positive check (order_limit > 0);

-- Whoever ordered has declared to be old enough; whoever hands it over looks again.
alter table orders add column age_restricted boolean not null default false;
