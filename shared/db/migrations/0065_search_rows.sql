-- What a search reads of each hit, made small: misspellings, asked for one search in twenty, go to a table of their own.
create table product_misspellings (
  sku text collate "C" not null,
  misspellings tsvector not null,
  constraint product_misspellings_pkey primary key (sku),
  constraint product_misspellings_product_fkey foreign key (sku) references products (sku) on delete cascade
);
insert into product_misspellings (sku, misspellings) select sku, misspellings from product_search;
create index product_misspellings_idx on product_misspellings using gin (misspellings);
alter table product_search drop column misspellings;

-- How short a name is decides between products that fit alike. It was counted anew for every hit.
alter table product_search add column shortness smallint not null default 0;
