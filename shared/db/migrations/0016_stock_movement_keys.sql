-- A movement that is sent again with its key is not moved again. The key is its sender's: two may choose the same.
alter table stock_movements add column request_key text collate "C";
create unique index stock_movements_request_key on stock_movements (actor, request_key) where request_key is not null;

-- What nobody has counted, and far from where integers end.
alter table inventory add constraint inventory_on_hand_bounded check (on_hand <= 1000000000);
