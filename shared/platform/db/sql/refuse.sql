-- Ends the call with an expected refusal: rolls back everything that the call did, and returns code and facts.
-- SQLSTATE LD001 is Larder's own. message is the refusal's code, detail its facts as JSON. The driver's error carries both
-- over every transport, and the database port converts it back into a value.
create or replace function refuse(code text, facts jsonb default '{}') returns void language plpgsql as $$
begin
  raise exception using errcode = 'LD001', message = code, detail = facts::text;
end $$;
