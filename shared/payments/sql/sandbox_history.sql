-- What has happened to a payment at the sandbox, in order. request: { paymentId }. result: [event]
create or replace function sandbox_history(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(e.event order by e.created_at, e.id), '[]')
    from sandbox_events e where e.payment_id = request ->> 'paymentId');
end $$;
