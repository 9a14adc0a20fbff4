-- Counts the lines' units as held, all or none.
-- lines: [{ sku, quantity }], a SKU any number of times. Refuses with insufficient_stock { shortages: [{ sku, requested, available }] }
-- naming every short SKU.
-- SKUs are walked in byte order, so that two callers never wait for each other in a circle. The update itself is the
-- check: it waits for the row's lock and looks at what is there then. Only where it finds too little are the SKU's
-- lapsed holds taken back, so that an abandoned checkout never costs a sale. The update tells what is left as well, so
-- that the sale which brings a SKU down to its threshold says so without another look at a hot row.
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
      perform take_back_lapsed_holds(line.sku);
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
