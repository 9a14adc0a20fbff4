-- A search that found nothing, as it was probably meant: Latin words that no product has are corrected by one letter, and
-- of Chinese that stands nowhere as it was written the signs may stand apart. Null when there is nothing to change.
create or replace function correct_search(written text) returns text language plpgsql stable as $$
declare
  folded text := fold_text(written);
  word text;
  meant text;
  resolved text[] := '{}';
begin
  for word in
    select parts[1] from regexp_matches(folded, '[a-z0-9.]+|[^a-z0-9. ]+', 'g') with ordinality f (parts, place)
    order by place limit 10
  loop
    meant := word;
    if count_matches((search_queries(word)).matching, 1) = 0 then
      meant := case when word ~ '^[a-z0-9]' then correct_word(word) else regexp_replace(word, '(.)(?=.)', '\1 ', 'g') end;
    end if;
    resolved := resolved || coalesce(meant, word);
  end loop;
  return nullif(array_to_string(resolved, ' '), folded);
end $$;
