-- Moves an order to a status. The caller has locked the order.
create or replace function set_order_status(wanted_order text, wanted_status text) returns void language plpgsql as $$
begin
  update orders set status = wanted_status, updated_at = now() where id = wanted_order;
  perform record_order_status(wanted_order, wanted_status);
end $$;
