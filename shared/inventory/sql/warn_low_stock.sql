-- Queues a `low_stock` event when the available units of a SKU fall to its threshold: once for each fall, not for every
-- sale below the threshold. hold_stock repeats the comparison before the call, which saves a call for most orders.
create or replace function warn_low_stock(wanted_sku text, before integer, available integer, threshold integer)
returns void language plpgsql as $$
begin
  if available <= threshold and before > threshold then
    insert into outbox (topic, payload)
    values ('low_stock', jsonb_build_object('sku', wanted_sku, 'available', available, 'threshold', threshold));
  end if;
end $$;
