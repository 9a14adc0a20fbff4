-- Tells that what is to be had of a SKU fell to its threshold: once for each time it falls there, not for each sale below
-- it. Called with what there was and what there is; a caller on a hot row compares first, and calls only then.
create or replace function warn_low_stock(wanted_sku text, before integer, available integer, threshold integer)
returns void language plpgsql as $$
begin
  if available <= threshold and before > threshold then
    insert into outbox (topic, payload)
    values ('low_stock', jsonb_build_object('sku', wanted_sku, 'available', available, 'threshold', threshold));
  end if;
end $$;
