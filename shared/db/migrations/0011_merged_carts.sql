-- Where a guest's cart went when its owner signed in. It is the customer's from then on, and empty.
alter table carts
  add column merged_into text collate "C",
  add constraint carts_merged_into_fkey foreign key (merged_into) references carts (id) on delete cascade,
  add constraint carts_merged_somewhere check ((status = 'merged') = (merged_into is not null));
create index carts_merged_into_idx on carts (merged_into) where merged_into is not null;
create index carts_customer_idx on carts (customer_id) where customer_id is not null;
