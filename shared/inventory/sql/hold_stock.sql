-- Reserves units: adds the quantities of all lines to `held`, or of none. The caller inserts the rows of stock_holds.
-- lines: [{ sku, quantity }]; a SKU may occur several times.
-- Refuses with insufficient_stock { shortages: [{ sku, requested, available }] }, which lists every short SKU.
-- SKUs are processed in byte order, so that concurrent calls do not deadlock. The condition of the update is the check: it
-- waits for the row lock and sees the current quantities. Only when a SKU is short, its expired holds are released and the
-- update is tried again, so that an abandoned checkout never costs a sale. The update also returns the remaining units:
-- the low-stock check needs no second read of a hot row.
create or replace function hold_stock(lines jsonb) returns void language plpgsql as $$
declare
  line record;
  available integer;
  threshold integer;
  shortages jsonb := '[]';
begin
  for line in
    select l.sku collate "C" as sku, sum(l.quantity)::integer as quantity
    from jsonb_to_recordset(lines) as l(sku text, quantity integer) group by 1 order by 1
  loop
    update inventory set held = held + line.quantity where sku = line.sku and on_hand - held >= line.quantity
    returning on_hand - held, low_stock_threshold into available, threshold;
    if not found then
      perform 1 from inventory where sku = line.sku for no key update;
      perform release_expired_holds(line.sku);
      update inventory set held = held + line.quantity where sku = line.sku and on_hand - held >= line.quantity
      returning on_hand - held, low_stock_threshold into available, threshold;
    end if;
    if not found then
      select coalesce(max(on_hand - held), 0) into available from inventory where sku = line.sku;
      shortages := shortages || jsonb_build_object('sku', line.sku, 'requested', line.quantity, 'available', available);
    elsif available <= threshold and available + line.quantity > threshold then
      perform warn_low_stock(line.sku, available + line.quantity, available, threshold);
    end if;
  end loop;

  if shortages <> '[]' then
    perform refuse('insufficient_stock', jsonb_build_object('shortages', shortages));
  end if;
end $$;
