-- Queues a mail with the link to an order. request: { number, email }. result: {}
-- Does nothing, and answers the same, if there is no such order or it was placed with another address.
create or replace function request_order_link(request jsonb) returns jsonb language plpgsql as $$
begin
  insert into outbox (topic, order_id, payload)
  select 'account_mail', o.id, jsonb_build_object('mail', 'order_link', 'email', o.email, 'customerId', o.customer_id)
  from orders o
  where o.number = (request ->> 'number')::integer and lower(o.email) = lower(request ->> 'email');
  return '{}';
end $$;
