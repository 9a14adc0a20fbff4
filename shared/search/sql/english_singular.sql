-- The stem of an English plural. It need not be a word of the dictionary ("cookies" and "cookie" both become "cooky"),
-- because indexed text and queries are reduced in the same way.
create or replace function english_singular(word text) returns text language sql immutable parallel safe as $$
  select case
    -- Most words end here, and need no regular expression.
    when right(word, 1) not in ('s', 'e') then word
    when word ~ '^[a-z]{3,}ies?$' then regexp_replace(word, 'ies?$', 'y')
    when word ~ '^[a-z]{2,}(ch|sh|ss|x|o)es$' then left(word, -2)
    when word ~ '^[a-z]{2,}[^siu]s$' then left(word, -1)
    else word end
$$;
