-- Flash sales that have not ended, in the order of their end. request: { limit }
-- result: { saleIds, remaining: the number of further sales }
create or replace function list_running_flash_sales(request jsonb) returns jsonb language plpgsql stable as $$
declare
  ids text[];
  wanted integer := (request ->> 'limit')::integer;
begin
  select coalesce(array_agg(id order by ends_at, id), '{}') into ids
  from flash_sales where active and ends_at > now();
  return jsonb_build_object('saleIds', to_jsonb(ids[1:wanted]), 'remaining', greatest(cardinality(ids) - wanted, 0));
end $$;
