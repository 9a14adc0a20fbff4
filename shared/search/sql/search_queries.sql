-- The queries of a search text on product_search.terms (see write_product_search.sql):
-- matching: every word is in some field. Words of three or more letters match as prefixes. The last word, which may be
--   incomplete, always does. Chinese matches by pairs of adjacent characters. Or the whole text is a barcode or a SKU.
-- code: the whole text as a barcode or SKU. Null if it cannot be one.
-- exact: every whole word is in name or brand.
-- ending: the name ends with the last word that is not a size.
-- kind: every word that is not a size is in the category names.
-- ending_prefix, kind_prefix: the same, but the last word may be a prefix, and sizes may be anywhere. They are used only for
--   products without all whole words, because the index reads every term with a prefix first.
-- several: there are several words or several Chinese pairs.
-- An empty text matches everything. A text of punctuation only matches nothing.
create or replace function search_queries(
  written text, out matching tsquery, out code tsquery, out exact tsquery, out ending tsquery, out kind tsquery,
  out ending_prefix tsquery, out kind_prefix tsquery, out several boolean
) language plpgsql immutable as $$
declare
  WORD_LIMIT constant integer := 10;
  -- No product has this term.
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
  of_kind_prefix tsquery;
  anywhere tsquery;
  singular text;
  prefix_mark text;
begin
  several := cardinality(words) > 1;
  code := case when typed ~ '^[a-z0-9._-]+$' then cast('''#' || ltrim(typed, '0') || '''' as tsquery) end;
  for word, place in select * from unnest(words) with ordinality loop
    latin := word ~ '^[a-z0-9]';
    if latin then
      singular := nullif(english_singular(word), word);
      prefix_mark := case when place = cardinality(words) then ':*' else '' end;
      -- Every term costs time, so terms that a prefix covers are omitted, and so is a singular that equals the word.
      whole := concat_ws(' | ', quote_literal(word), quote_literal(singular));
      of_kind := concat_ws(' | ', quote_literal('%' || word), quote_literal('%' || singular));
      of_kind_prefix := concat_ws(' | ', quote_literal('%' || word) || prefix_mark, quote_literal('%' || singular));
      anywhere := whole || of_kind;
      if length(word) >= 3 or prefix_mark <> '' then
        anywhere := concat_ws(' | ', quote_literal(word) || ':*', quote_literal('%' || word) || ':*',
          quote_literal(singular), quote_literal('%' || singular));
      end if;
    else
      grams := array(select substr(word, at, 2) from generate_series(1, greatest(1, length(word) - 1)) as at);
      several := several or cardinality(grams) > 1;
      whole := '''' || array_to_string(grams, ''' & ''') || '''';
      of_kind := '''%' || array_to_string(grams, ''' & ''%') || '''';
      of_kind_prefix := of_kind;
      anywhere := whole || of_kind;
    end if;
    matching := coalesce(matching && anywhere, anywhere);
    exact := coalesce(exact && whole, whole);
    if sizes_alone or word !~ '^[0-9]' then
      kind := coalesce(kind && of_kind, of_kind);
      kind_prefix := coalesce(kind_prefix && of_kind_prefix, of_kind_prefix);
      if latin then
        ending := concat_ws(' | ', quote_literal('=' || word), quote_literal('=' || singular));
        ending_prefix := concat_ws(' | ', quote_literal('=' || word) || prefix_mark, quote_literal('=' || singular));
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
