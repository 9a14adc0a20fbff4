-- Writes the queries of all synonyms from the groups that staff edit. Each term gets the queries of the other terms of its
-- groups. key: the folded words of the term in the singular, which search words are compared with.
-- Synonyms of synonyms are not followed, so a group is exactly what staff see. A term of two English words is searched as the
-- one term that adjacent words have in the index: that is faster, and "ground beef" does not find beef with ground pepper.
create or replace function write_synonyms() returns void language plpgsql as $$
begin
  delete from synonym_queries;
  insert into synonym_queries (key, exact, kind, ending)
  with term as materialized (
    select distinct groups.place as group_place, folded.key,
      coalesce(quote_literal(pair)::tsquery, queries.exact) as exact,
      coalesce(quote_literal('%' || pair)::tsquery, queries.kind) as kind,
      coalesce(quote_literal('==' || pair)::tsquery, queries.ending) as ending
    from synonyms
    cross join jsonb_array_elements(synonyms.groups) with ordinality as groups (terms, place)
    cross join jsonb_array_elements_text(groups.terms) as written (text)
    cross join lateral (
      select string_agg(english_singular(parts[1]), ' ' order by place) as key
      from regexp_matches(fold_text(written.text), '[a-z0-9.]+|[^a-z0-9. ]+', 'g') with ordinality as f (parts, place)
    ) folded
    cross join lateral (
      select case when folded.key ~ '^[a-z]+ [a-z]+$' then english_singular(replace(fold_text(written.text), ' ', '')) end as pair
    ) together
    cross join lateral search_queries(written.text, false) queries
    where folded.key is not null
  )
  select one.key, string_agg(distinct '(' || other.exact::text || ')', ' | ')::tsquery,
    string_agg(distinct '(' || other.kind::text || ')', ' | ')::tsquery,
    string_agg(distinct '(' || other.ending::text || ')', ' | ')::tsquery
  from term one join term other using (group_place)
  where one.key <> other.key
  group by one.key
  order by one.key;
end $$;
-- This file runs again whenever its text changes.
select write_synonyms();
