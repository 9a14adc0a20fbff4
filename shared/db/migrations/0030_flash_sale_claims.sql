-- Claims are counted on the sale's row, under its lock: whether another fits is one comparison, and the CHECK has the last
-- word. A claim keeps the price that it was promised, and may lie in a cart. An order has one line of a SKU as ordinary
-- goods, and one for each claim.
alter table flash_sales
  add column claimed integer not null default 0,
  set (fillfactor = 50);
update flash_sales s set claimed = (
  select coalesce(sum(c.quantity), 0) from flash_sale_claims c where c.sale_id = s.id and c.status <> 'released');
alter table flash_sales add constraint flash_sales_claimed_within_allocation check (claimed between 0 and allocation);

alter table flash_sale_claims
  add column price integer,
  add column cart_id text collate "C",
  add constraint flash_sale_claims_cart_fkey foreign key (cart_id) references carts (id),
  add constraint flash_sale_claims_price_not_negative check (price >= 0);
update flash_sale_claims c set price = s.price from flash_sales s where s.id = c.sale_id;
alter table flash_sale_claims alter column price set not null;
create index flash_sale_claims_held_idx on flash_sale_claims (sale_id, expires_at) where status = 'held';
create index flash_sale_claims_cart_idx on flash_sale_claims (cart_id) where cart_id is not null;
create index flash_sale_claims_order_idx on flash_sale_claims (order_id) where order_id is not null;

alter table order_lines
  add column claim_id text collate "C",
  add constraint order_lines_claim_fkey foreign key (claim_id) references flash_sale_claims (id),
  add constraint order_lines_claim_key unique (claim_id),
  drop constraint order_lines_order_sku_key;
create unique index order_lines_order_sku_key on order_lines (order_id, sku) where claim_id is null;
