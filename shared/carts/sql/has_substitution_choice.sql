-- Whether the shopper chose the substitution of a line. `none` is also the value of a line without a choice.
create or replace function has_substitution_choice(line cart_lines) returns boolean language sql immutable as $$
  select line.substitution_chosen_at is not null or line.substitution ->> 'type' <> 'none'
$$;
