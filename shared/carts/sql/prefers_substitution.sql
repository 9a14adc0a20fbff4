-- Whether the substitution of the first line is kept when both lines are merged: a choice before none, then the one whose
-- product is still sold, then the newer one.
create or replace function prefers_substitution(line cart_lines, other cart_lines) returns boolean
language plpgsql stable as $$
declare
  possible boolean := not exists (
    select from products p where p.sku = line.substitution ->> 'sku' and not p.active);
  other_possible boolean := not exists (
    select from products p where p.sku = other.substitution ->> 'sku' and not p.active);
begin
  if has_substitution_choice(line) <> has_substitution_choice(other) then
    return has_substitution_choice(line);
  elsif possible <> other_possible then
    return possible;
  end if;
  return coalesce(line.substitution_chosen_at, line.added_at) > coalesce(other.substitution_chosen_at, other.added_at);
end $$;
