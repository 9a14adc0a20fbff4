-- What is needed to send one delivery; null when its endpoint is gone. request: { deliveryId }
create or replace function webhook_delivery_view(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('id', d.id, 'body', d.body, 'endpointId', e.id, 'url', e.url, 'active', e.active,
      'secretNumbers', case when e.previous_secret_until > now()
        then jsonb_build_array(e.secret_number, e.secret_number - 1) else jsonb_build_array(e.secret_number) end)
    from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id where d.id = request ->> 'deliveryId');
end $$;
