-- checkout_view for a batch. request: { checkouts: [a request of checkout_view] }
-- result: [the result of checkout_view], in the same order
create or replace function checkout_views(request jsonb) returns json language plpgsql stable as $$
begin
  return (
    select coalesce(json_agg(checkout_view(c.value) order by c.ordinality), '[]')
    from jsonb_array_elements(request -> 'checkouts') with ordinality c);
end $$;
