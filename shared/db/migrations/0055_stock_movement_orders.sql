-- What an order has out by the ledger is asked whenever it is packed, cancelled or comes back.
create index stock_movements_order_idx on stock_movements (order_id, sku) where order_id is not null;
