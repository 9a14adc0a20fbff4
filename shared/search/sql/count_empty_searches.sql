-- Counts searches that found nothing. request: { searches: [{ text, count }], limit }. Returns {}.
-- Of more than `limit` texts the rarest are forgotten, the oldest of them first, so that nobody can fill the table. Times are
-- whole hours, because the table is about words, not about people.
create or replace function count_empty_searches(request jsonb) returns jsonb language plpgsql as $$
declare
  text_limit constant integer := request ->> 'limit';
  surplus integer;
begin
  insert into empty_searches as s (text, searches, first_at, last_at)
  select e.text, sum(e.count), date_trunc('hour', now()), date_trunc('hour', now())
  from jsonb_to_recordset(request -> 'searches') as e (text text, count integer)
  group by e.text order by e.text collate "C"
  on conflict (text) do update set searches = least(s.searches::bigint + excluded.searches, 1000000000), last_at = excluded.last_at;
  surplus := (select count(*) from empty_searches) - text_limit;
  if surplus > 0 then
    delete from empty_searches where text in (
      select text from empty_searches order by searches, last_at, text limit surplus for update skip locked);
  end if;
  return '{}';
end $$;
