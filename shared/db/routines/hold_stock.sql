-- Counts the lines' units as held, all or none.
-- lines: [{ sku, quantity }], each SKU once. Refuses with insufficient_stock { shortages: [{ sku, requested, available }] }
-- naming every short SKU.
-- SKUs are walked in byte order, so that two callers never wait for each other in a circle. The update itself is the
-- check: it waits for the row's lock and looks at what is there then. Only where it finds too little are the SKU's
-- lapsed holds taken back, so that an abandoned checkout never costs a sale.
create or replace function hold_stock(lines jsonb) returns void language plpgsql as $$
declare
  line record;
  available integer;
  shortages jsonb := '[]';
begin
  for line in
    select l.sku collate "C" as sku, l.quantity from jsonb_to_recordset(lines) as l(sku text, quantity integer)
    order by l.sku collate "C"
  loop
    update inventory set held = held + line.quantity where sku = line.sku and on_hand - held >= line.quantity;
    continue when found;

    perform 1 from inventory where sku = line.sku for no key update;
    perform take_back_lapsed_holds(line.sku);
    update inventory set held = held + line.quantity where sku = line.sku and on_hand - held >= line.quantity;
    continue when found;

    select coalesce(max(on_hand - held), 0) into available from inventory where sku = line.sku;
    shortages := shortages || jsonb_build_object('sku', line.sku, 'requested', line.quantity, 'available', available);
  end loop;

  if shortages <> '[]' then
    perform refuse('insufficient_stock', jsonb_build_object('shortages', shortages));
  end if;
end $$;
