-- For the job that throws away what guests never used. By creation, which never changes: a change of a cart stays cheap.
create index carts_guests_idx on carts (created_at) where status = 'open' and customer_id is null;
