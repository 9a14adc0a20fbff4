-- What a provider has said of a payment is found by it: the texts are thrown away when the customer's data is erased.
create index payment_events_payment_idx on payment_events (provider, provider_payment_id);
-- What an account has claimed in flash sales is found by it.
create index flash_sale_claims_customer_idx on flash_sale_claims (customer_id);
