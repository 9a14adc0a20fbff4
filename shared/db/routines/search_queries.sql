-- What a search asks of terms (see write_product_search.sql):
-- matching: every word, in any field; from three letters on its beginning is enough, and of the last word, which may
--   still be typed, any beginning. Chinese is found by its pairs of neighbours. Or the whole as barcode or SKU: `code`.
-- exact: every word whole, in name or brand. ending: the last word, sizes apart, is what the name ends with.
-- kind: every word, sizes apart, is in the category's name.
-- Without a word everything matches, with nothing but punctuation nothing does.
create or replace function search_queries(
  written text, out matching tsquery, out code tsquery, out exact tsquery, out ending tsquery, out kind tsquery
) language plpgsql immutable as $$
declare
  WORD_LIMIT constant integer := 10;
  words text[] := array(
    select parts[1] from regexp_matches(fold_text(written), '[a-z0-9.]+|[^a-z0-9. ]+', 'g') with ordinality f (parts, place)
    order by place limit WORD_LIMIT);
  word text;
  place integer;
  forms text[];
  starts text;
  joined text;
begin
  written := lower(btrim(normalize(written, NFKC)) collate "C");
  -- No product has "##".
  code := '''#' || case when written ~ '^[a-z0-9._-]+$' then ltrim(written, '0') else '#' end || '''';
  for word, place in select * from unnest(words) with ordinality loop
    if word ~ '^[a-z0-9]' then
      forms := array['''' || word || '''', '''' || english_singular(word) || ''''];
      starts := case when length(word) >= 3 or place = cardinality(words) then ':*' else '' end;
      joined := ' | ';
    else
      forms := array(
        select '''' || substr(word, at, 2) || '''' from generate_series(1, greatest(1, length(word) - 1)) as at);
      starts := '';
      joined := ' & ';
    end if;
    matching := coalesce(matching && s, s) from cast(array_to_string(
      case when starts = '' then forms else array[forms[1] || starts, forms[2]] end, joined) as tsquery) as s;
    exact := coalesce(exact && s, s) from cast(array_to_string(forms, ':ABC' || joined) || ':ABC' as tsquery) as s;
    if ending is null or word !~ '^[0-9]' then
      kind := coalesce(kind && s, s) from cast(array_to_string(forms, ':D' || joined) || ':D' as tsquery) as s;
      ending := case when joined = ' | ' then array_to_string(forms, ':A | ') else forms[cardinality(forms)] end || ':A';
    end if;
  end loop;
  if written = '' then
    matching := '''#''';
  else
    matching := coalesce(matching || code, code);
  end if;
end $$;
