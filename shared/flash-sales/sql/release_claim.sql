-- Releases a claim: its units return to the sale. A claim that is released already gets the same result.
-- request: { saleId, claimId, customerId }. result: { id, customerId, quantity }
-- Refuses with claim_not_found (also for another customer's claim), claim_already_ordered { orderId }.
create or replace function release_claim(request jsonb) returns jsonb language plpgsql as $$
declare
  claim flash_sale_claims;
begin
  perform 1 from flash_sales where id = request ->> 'saleId' for no key update;
  select * into claim from flash_sale_claims
  where id = request ->> 'claimId' and sale_id = request ->> 'saleId' and customer_id = request ->> 'customerId';
  if claim.id is null then
    perform refuse('claim_not_found');
  elsif claim.status = 'bought' then
    perform refuse('claim_already_ordered', jsonb_build_object('orderId', claim.order_id));
  elsif claim.status = 'held' then
    update flash_sale_claims set status = 'released' where id = claim.id;
    update flash_sales set claimed = claimed - claim.quantity where id = claim.sale_id;
  end if;
  return jsonb_build_object('id', claim.id, 'customerId', claim.customer_id, 'quantity', claim.quantity);
end $$;
