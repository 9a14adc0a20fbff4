-- Two adjacent words as one, such as "cornflakes" and "7up". Null unless both are Latin, and neither is a size ("500ml"). Every
-- search calls it, and regular expressions would take longer than the rest of search_queries.
create or replace function joined_words(one text, other text) returns text language sql immutable parallel safe as $$
  select case when ascii(one) < 128 and ascii(other) < 128
    and (ascii(one) > ascii('9') or ascii(right(one, 1)) <= ascii('9')) and (ascii(other) > ascii('9') or length(other) <= 2)
    and length(one) + length(other) between 3 and 24 then one || other end
$$;
