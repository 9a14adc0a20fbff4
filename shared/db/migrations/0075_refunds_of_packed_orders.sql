-- Whether the order was packed when the refund was asked for. Units that were refunded before are not packed, so what is
-- refunded of the units that were packed is counted by itself.
alter table refunds add column packed boolean not null default false;
update refunds r set packed = true from orders o where o.id = r.order_id and r.created_at >= o.packed_at;
