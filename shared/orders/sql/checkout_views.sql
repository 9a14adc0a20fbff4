-- What placing several orders starts from, in one read. request: { checkouts: [a request of checkout_view] }
-- result: a checkout_view of each, in that order
create or replace function checkout_views(request jsonb) returns json language plpgsql stable as $$
begin
  return (
    select coalesce(json_agg(checkout_view(c.value) order by c.ordinality), '[]')
    from jsonb_array_elements(request -> 'checkouts') with ordinality c);
end $$;
