-- A correction of a search without results. Latin words without a match are corrected by one letter. Chinese text without a
-- match is split into characters, which may occur anywhere. Words about diets and allergens stay as they are (diet_words.sql).
-- Null when there is no correction.
create or replace function correct_search(written text) returns text language plpgsql stable as $$
declare
  folded text := fold_text(written);
  word text;
  corrected text;
  result text[] := '{}';
begin
  for word in
    select parts[1] from regexp_matches(folded, '[a-z0-9.]+|[^a-z0-9. ]+', 'g') with ordinality f (parts, place)
    order by place limit 10
  loop
    corrected := word;
    if count_matches((search_queries(word)).matching, 1) = 0 then
      corrected := case when word ~ '^[a-z0-9]' then correct_word(word) else (
        select string_agg(parts[1], ' ' order by place)
        from regexp_matches(word, (diet_words()).chinese || '|.', 'g') with ordinality as f (parts, place)) end;
    end if;
    result := result || coalesce(corrected, word);
  end loop;
  return nullif(array_to_string(result, ' '), folded);
end $$;
