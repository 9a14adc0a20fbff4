-- The sessions of an account that have not ended, the last used first. request: { customerId }
create or replace function sessions_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'device', s.device,
      'signedInAt', s.created_at, 'lastUsedAt', s.last_used_at) order by s.last_used_at desc, s.id desc), '[]'))
    from sessions s where s.customer_id = request ->> 'customerId' and s.ended_at is null and s.expires_at > now());
end $$;
