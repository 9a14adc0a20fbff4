-- It tells more than it did, so that it must be created anew: see routines/search_queries.sql.
drop function if exists search_queries(text);
