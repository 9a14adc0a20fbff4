-- What a search asks of terms (see write_product_search.sql):
-- matching: every word, in any field; from three letters on its beginning is enough, and of the last word, which may
--   still be typed, any beginning. Chinese is found by its pairs of neighbours. Or the whole as barcode or SKU: `code`, null for
--   what can be none.
-- exact: every word whole, in name or brand. ending: the last word, sizes apart, is what the name ends with. kind: every
--   word is in the category's name, sizes apart.
-- ending_prefix, kind_prefix: the same, the last word perhaps unfinished, and sizes anywhere. That is asked only of what has
--   not every word whole: for each beginning the index reads all there is of it first.
-- several: there are several words, or of Chinese several pairs.
-- Without a word everything matches, with nothing but punctuation nothing does.
create or replace function search_queries(
  written text, out matching tsquery, out code tsquery, out exact tsquery, out ending tsquery, out kind tsquery,
  out ending_prefix tsquery, out kind_prefix tsquery, out several boolean
) language plpgsql immutable as $$
declare
  WORD_LIMIT constant integer := 10;
  -- No product has "##".
  NONE constant tsquery := '''##''';
  words text[] := array(
    select parts[1] from regexp_matches(fold_text(written), '[a-z0-9.]+|[^a-z0-9. ]+', 'g') with ordinality f (parts, place)
    order by place limit WORD_LIMIT);
  sizes_alone constant boolean := array_to_string(words, ' ') !~ '(^| )[^0-9]';
  typed text := lower(btrim(normalize(written, NFKC)) collate "C");
  word text;
  place integer;
  latin boolean;
  grams text[];
  whole tsquery;
  of_kind tsquery;
  of_kind_begun tsquery;
  anywhere tsquery;
  singular text;
  begun text;
begin
  several := cardinality(words) > 1;
  code := case when typed ~ '^[a-z0-9._-]+$' then cast('''#' || ltrim(typed, '0') || '''' as tsquery) end;
  for word, place in select * from unnest(words) with ordinality loop
    latin := word ~ '^[a-z0-9]';
    if latin then
      singular := nullif(english_singular(word), word);
      begun := case when place = cardinality(words) then ':*' else '' end;
      -- What a beginning finds is not asked for once more, nor a singular that is the word: each term has its cost.
      whole := concat_ws(' | ', quote_literal(word), quote_literal(singular));
      of_kind := concat_ws(' | ', quote_literal('%' || word), quote_literal('%' || singular));
      of_kind_begun := concat_ws(' | ', quote_literal('%' || word) || begun, quote_literal('%' || singular));
      anywhere := whole || of_kind;
      if length(word) >= 3 or begun <> '' then
        anywhere := concat_ws(' | ', quote_literal(word) || ':*', quote_literal('%' || word) || ':*',
          quote_literal(singular), quote_literal('%' || singular));
      end if;
    else
      grams := array(select substr(word, at, 2) from generate_series(1, greatest(1, length(word) - 1)) as at);
      several := several or cardinality(grams) > 1;
      whole := '''' || array_to_string(grams, ''' & ''') || '''';
      of_kind := '''%' || array_to_string(grams, ''' & ''%') || '''';
      of_kind_begun := of_kind;
      anywhere := whole || of_kind;
    end if;
    matching := coalesce(matching && anywhere, anywhere);
    exact := coalesce(exact && whole, whole);
    if sizes_alone or word !~ '^[0-9]' then
      kind := coalesce(kind && of_kind, of_kind);
      kind_prefix := coalesce(kind_prefix && of_kind_begun, of_kind_begun);
      if latin then
        ending := concat_ws(' | ', quote_literal('=' || word), quote_literal('=' || singular));
        ending_prefix := concat_ws(' | ', quote_literal('=' || word) || begun, quote_literal('=' || singular));
      else
        ending := '''=' || grams[cardinality(grams)] || '''';
        ending_prefix := ending;
      end if;
    else
      kind_prefix := coalesce(kind_prefix && anywhere, anywhere);
    end if;
  end loop;
  matching := case when typed = '' then '''#''' else coalesce(matching || code, matching, code, NONE) end;
  exact := coalesce(exact, NONE);
  ending := coalesce(ending, NONE);
  kind := coalesce(kind, NONE);
  ending_prefix := coalesce(ending_prefix, NONE);
  kind_prefix := coalesce(kind_prefix, NONE);
end $$;
