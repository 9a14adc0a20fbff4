-- Makes a barcode free for a product. A product that left its feed (source `gone:…`) yields its barcode. Any other holder
-- keeps it: refuses with conflicting_change { errors: [{ path: "barcode", message, sku: the holder }] }.
-- Null is always free.
create or replace function claim_barcode(wanted_barcode text, claimant text) returns void language plpgsql as $$
declare
  holder products;
begin
  select * into holder from products p
  where p.barcode_number = barcode_number(wanted_barcode) and p.sku <> claimant for no key update;
  if holder.sku is null then
    return;
  end if;
  if holder.source like 'gone:%' and not holder.active then
    update products set barcode = null, version = version + 1, updated_at = now() where sku = holder.sku;
    return;
  end if;
  perform refuse('conflicting_change', jsonb_build_object('errors', jsonb_build_array(jsonb_build_object(
    'path', 'barcode', 'message', 'belongs to the product ' || holder.sku, 'sku', holder.sku))));
end $$;
