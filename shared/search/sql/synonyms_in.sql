-- The synonyms of the words of a search, as queries like those of search_queries. words: folded Latin words and Chinese runs.
-- Each row covers the words first to last: one to four adjacent words, or a part of one Chinese run. In the latter case the
-- queries contain the rest of the run too ("雀巢巧克力" is 雀巢 and any synonym of 巧克力).
-- All candidates are looked up by one query, because most searches have no synonym.
create or replace function synonyms_in(words text[])
returns table (first integer, last integer, exact tsquery, kind tsquery, ending tsquery) language plpgsql stable as $$
declare
  MOST_WORDS constant integer := 4;
  LONGEST_PART constant integer := 6;
  LONGEST_RUN constant integer := 20;
  word_count constant integer := cardinality(words);
  keys text[];
  candidates text[];
  word text;
  place integer;
  synonym synonym_queries;
  size integer;
begin
  foreach word in array words loop
    keys := keys || english_singular(word);
  end loop;
  for place in 1 .. word_count loop
    for other in place .. least(place + MOST_WORDS - 1, word_count) loop
      candidates := candidates || array_to_string(keys[place:other], ' ');
    end loop;
    word := words[place];
    if ascii(word) >= 128 and length(word) between 3 and LONGEST_RUN then
      for start in 1 .. length(word) - 1 loop
        for part_size in 2 .. least(LONGEST_PART, length(word) - start + 1) loop
          candidates := candidates || substr(word, start, part_size);
        end loop;
      end loop;
    end if;
  end loop;

  for synonym in select s.* from synonym_queries s where s.key = any (candidates) loop
    exact := synonym.exact;
    kind := synonym.kind;
    ending := synonym.ending;
    for place in 1 .. word_count loop
      for other in place .. least(place + MOST_WORDS - 1, word_count) loop
        if array_to_string(keys[place:other], ' ') = synonym.key then
          first := place;
          last := other;
          return next;
        end if;
      end loop;
    end loop;
    size := length(synonym.key);
    for place in 1 .. word_count loop
      word := words[place];
      continue when ascii(word) < 128 or length(word) <= size or length(word) > LONGEST_RUN;
      for start in 1 .. length(word) - size + 1 loop
        continue when substr(word, start, size) <> synonym.key;
        first := place;
        last := place;
        exact := concat_ws(' & ', adjacent_pairs(left(word, start - 1), ''), '(' || synonym.exact::text || ')',
          adjacent_pairs(substr(word, start + size), ''))::tsquery;
        kind := concat_ws(' & ', adjacent_pairs(left(word, start - 1), '%'), '(' || synonym.kind::text || ')',
          adjacent_pairs(substr(word, start + size), '%'))::tsquery;
        ending := case when start + size > length(word) then synonym.ending
          else quote_literal('=' || right(substr(word, start + size), 2))::tsquery end;
        return next;
      end loop;
    end loop;
  end loop;
end $$;
