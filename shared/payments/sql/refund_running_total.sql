-- The amount for `refunded` of a line's `units`, in minor units. Of a packed line, `ordered_units` for `ordered_total` were
-- ordered: the amount continues the running total of the ordered line after the units that packing removed. All units
-- together cost `total`.
create or replace function refund_running_total(
  refunded bigint, units bigint, total bigint, ordered_units bigint, ordered_total bigint
) returns bigint language sql immutable as $$
  select case when refunded = units then total else least(total,
    (2 * ordered_total * (ordered_units - units + refunded) + ordered_units) / (2 * ordered_units)
    - (2 * ordered_total * (ordered_units - units) + ordered_units) / (2 * ordered_units)) end
$$;
