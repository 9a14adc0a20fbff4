-- How two names of an area are compared: without case, spaces at the ends, and the word that says that it is a district.
-- A postcode is compared without its spaces and hyphens. Null or empty for nothing.
create or replace function delivery_area(kind text, written text) returns text language sql immutable as $$
  select case kind
    when 'postcode' then regexp_replace(lower(written), '[\s-]', '', 'g')
    else regexp_replace(btrim(regexp_replace(lower(written), '\s+', ' ', 'g')), '( district|區|区)$', '') end
$$;
