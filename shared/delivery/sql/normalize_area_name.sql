-- The form in which area names are compared: lower case, single spaces, without the suffix "district" or 區. A postcode is
-- in lower case without spaces and hyphens. The result may be empty; null for null.
create or replace function normalize_area_name(kind text, name text) returns text language sql immutable as $$
  select case kind
    when 'postcode' then regexp_replace(lower(name), '[\s-]', '', 'g')
    else regexp_replace(btrim(regexp_replace(lower(name), '\s+', ' ', 'g')), '( district|區|区)$', '') end
$$;
