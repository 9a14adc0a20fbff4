-- The queries of a search text on product_search.terms (see write_product_search.sql):
-- matching: every word is in some field. Words of three or more letters match as prefixes. The last word, which may be
--   incomplete, always does. Chinese matches by pairs of adjacent characters. Or the whole text is a barcode or a SKU.
-- code: the whole text as a barcode or SKU. Null if it cannot be one. A SKU has its leading zeros, a barcode any number.
-- exact: every whole word is in name or brand.
-- ending: the name ends with the last word that is not a size.
-- kind: every word that is not a size is in the category names.
-- ending_prefix, kind_prefix: the same, but the last word may be a prefix, and sizes may be anywhere. They are used only for
--   products without all whole words, because the index reads every term with a prefix first.
-- several: there are several words or several Chinese pairs.
-- An empty text matches everything. A text of punctuation only matches nothing.
--
-- Two adjacent words also match written together: "corn flakes" finds "cornflakes". With `expands`, words and parts of Chinese
-- words also match as their synonyms (write_synonyms.sql).
create or replace function search_queries(
  written text, expands boolean default true, out matching tsquery, out code tsquery, out exact tsquery,
  out ending tsquery, out kind tsquery, out ending_prefix tsquery, out kind_prefix tsquery, out several boolean
) language plpgsql stable as $$
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
  -- With the previous and with the next word.
  joined text[];
  digits constant text := translate(typed, ' -', '');
  barcode constant text := case when digits ~ '^[0-9]+$' then nullif(ltrim(digits, '0'), '') end;
  -- By the number of the word.
  exact_synonyms tsquery[];
  kind_synonyms tsquery[];
  ending_synonyms tsquery[];
  synonym record;
begin
  several := cardinality(words) > 1;
  code := nullif(concat_ws(' | ', case when typed ~ '^[a-z0-9._-]+$' then quote_literal('#' || typed) end,
    quote_literal('#+' || barcode)), '');
  if expands then
    for synonym in select * from synonyms_in(words) loop
      for place in synonym.first .. synonym.last loop
        exact_synonyms[place] := coalesce(exact_synonyms[place] || synonym.exact, synonym.exact);
        kind_synonyms[place] := coalesce(kind_synonyms[place] || synonym.kind, synonym.kind);
        ending_synonyms[place] := coalesce(ending_synonyms[place] || synonym.ending, synonym.ending);
      end loop;
    end loop;
  end if;
  for word, place in select * from unnest(words) with ordinality loop
    latin := ascii(word) < 128;
    if latin then
      singular := nullif(english_singular(word), word);
      prefix_mark := case when place = cardinality(words) then ':*' else '' end;
      -- Every term costs time, so terms that a prefix covers are omitted, and so is a singular that equals the word.
      joined := array[joined_words(words[place - 1], word), joined_words(word, words[place + 1])];
      whole := concat_ws(' | ', quote_literal(word), quote_literal(singular), quote_literal(joined[1]), quote_literal(joined[2]));
      of_kind := concat_ws(' | ', quote_literal('%' || word), quote_literal('%' || singular), quote_literal('%' || joined[1]),
        quote_literal('%' || joined[2]));
      of_kind_prefix := concat_ws(' | ', quote_literal('%' || word) || prefix_mark, quote_literal('%' || singular));
      anywhere := whole || of_kind;
      if length(word) >= 3 or prefix_mark <> '' then
        anywhere := concat_ws(' | ', quote_literal(word) || ':*', quote_literal('%' || word) || ':*',
          quote_literal(singular), quote_literal('%' || singular), quote_literal(joined[1]) || prefix_mark,
          quote_literal(joined[2]));
      end if;
    else
      grams := array(select substr(word, at, 2) from generate_series(1, greatest(1, length(word) - 1)) as at);
      several := several or cardinality(grams) > 1;
      whole := '''' || array_to_string(grams, ''' & ''') || '''';
      of_kind := '''%' || array_to_string(grams, ''' & ''%') || '''';
      of_kind_prefix := of_kind;
      anywhere := whole || of_kind;
    end if;
    whole := coalesce(whole || exact_synonyms[place], whole);
    of_kind := coalesce(of_kind || kind_synonyms[place], of_kind);
    of_kind_prefix := coalesce(of_kind_prefix || kind_synonyms[place], of_kind_prefix);
    anywhere := coalesce(anywhere || exact_synonyms[place] || kind_synonyms[place], anywhere);
    matching := coalesce(matching && anywhere, anywhere);
    exact := coalesce(exact && whole, whole);
    if sizes_alone or ascii(word) not between ascii('0') and ascii('9') then
      kind := coalesce(kind && of_kind, of_kind);
      kind_prefix := coalesce(kind_prefix && of_kind_prefix, of_kind_prefix);
      if latin then
        ending := concat_ws(' | ', quote_literal('=' || word), quote_literal('=' || singular), quote_literal('==' || word),
          quote_literal('==' || joined[1]));
        ending_prefix := concat_ws(' | ', quote_literal('=' || word) || prefix_mark, quote_literal('=' || singular));
      else
        ending := '''=' || grams[cardinality(grams)] || '''';
        ending_prefix := ending;
      end if;
      ending := coalesce(ending || ending_synonyms[place], ending);
      ending_prefix := coalesce(ending_prefix || ending_synonyms[place], ending_prefix);
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
