-- What a search asks of terms (see write_product_search.sql):
-- matching: every word, in any field; from three letters on its beginning is enough, and of the last word, which may
--   still be typed, any beginning. Chinese is found by its pairs of neighbours. Or the whole as barcode or SKU: `code`.
-- exact: every word whole, in name or brand. ending: the last word, sizes apart, is what the name ends with, or the
--   beginning of that. kind: every word, sizes apart, is in the category's name, the last one perhaps unfinished.
-- Without a word everything matches, with nothing but punctuation nothing does.
create or replace function search_queries(
  written text, out matching tsquery, out code tsquery, out exact tsquery, out ending tsquery, out kind tsquery
) language plpgsql immutable as $$
declare
  WORD_LIMIT constant integer := 10;
  -- No product has "##".
  NONE constant tsquery := '''##''';
  words text[] := array(
    select parts[1] from regexp_matches(fold_text(written), '[a-z0-9.]+|[^a-z0-9. ]+', 'g') with ordinality f (parts, place)
    order by place limit WORD_LIMIT);
  typed text := lower(btrim(normalize(written, NFKC)) collate "C");
  word text;
  place integer;
  latin boolean;
  grams text[];
  whole tsquery;
  of_kind tsquery;
  anywhere tsquery;
  begun text;
begin
  code := case when typed ~ '^[a-z0-9._-]+$' then cast('''#' || ltrim(typed, '0') || '''' as tsquery) else NONE end;
  for word, place in select * from unnest(words) with ordinality loop
    latin := word ~ '^[a-z0-9]';
    if latin then
      whole := format('''%s'' | ''%s''', word, english_singular(word));
      of_kind := format('''%%%s'' | ''%%%s''', word, english_singular(word));
      anywhere := whole || of_kind;
      begun := case when place = cardinality(words) then ':*' else '' end;
      of_kind := of_kind || format('''%%%s''%s', word, begun)::tsquery;
      if length(word) >= 3 or place = cardinality(words) then
        anywhere := anywhere || format('''%s'':* | ''%%%s'':*', word, word)::tsquery;
      end if;
    else
      grams := array(select substr(word, at, 2) from generate_series(1, greatest(1, length(word) - 1)) as at);
      whole := '''' || array_to_string(grams, ''' & ''') || '''';
      of_kind := '''%' || array_to_string(grams, ''' & ''%') || '''';
      anywhere := whole || of_kind;
    end if;
    matching := coalesce(matching && anywhere, anywhere);
    exact := coalesce(exact && whole, whole);
    if ending is null or word !~ '^[0-9]' then
      kind := coalesce(kind && of_kind, of_kind);
      ending := case when latin then format('''=%s''%s | ''=%s''', word, begun, english_singular(word))
        else '''=' || grams[cardinality(grams)] || '''' end;
    end if;
  end loop;
  matching := case when typed = '' then '''#''' else coalesce(matching || code, code) end;
  exact := coalesce(exact, NONE);
  ending := coalesce(ending, NONE);
  kind := coalesce(kind, NONE);
end $$;
