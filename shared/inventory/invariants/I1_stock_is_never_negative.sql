-- No SKU has a negative quantity on hand or held, or more held than on hand.
-- The CHECK constraints of inventory enforce this. The query also finds violations after a constraint was dropped for a
-- repair and not restored.
select sku, on_hand, held from inventory
where on_hand < 0 or held < 0 or held > on_hand
order by sku
