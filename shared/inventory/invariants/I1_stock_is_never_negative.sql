-- No SKU has less than nothing on hand or held, nor more held than it has.
-- The CHECKs of inventory refuse it already. This looks at the rows themselves, so that a constraint that was dropped
-- for a repair and never came back does not go unseen.
select sku, on_hand, held from inventory
where on_hand < 0 or held < 0 or held > on_hand
order by sku
