-- Serializes changes of the category tree until the end of the transaction. Creating, moving, merging and deleting
-- categories take the lock exclusively; a product or a coupon that is assigned to a category takes it shared, so that the
-- category still exists when the transaction commits. It is taken before every row lock, which prevents deadlocks.
create or replace function lock_category_tree(exclusively boolean) returns void language plpgsql as $$
begin
  if exclusively then
    perform pg_advisory_xact_lock(hashtext('category_tree'));
  else
    perform pg_advisory_xact_lock_shared(hashtext('category_tree'));
  end if;
end $$;
