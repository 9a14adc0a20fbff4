-- Ends the call with an expected refusal: everything the call did is undone, and the caller gets code and facts.
-- SQLSTATE LD001 is Larder's own; message = the refusal's code, detail = its facts as JSON. Over every transport the
-- driver's error carries both, and the database port turns it back into a value.
create or replace function refuse(code text, facts jsonb default '{}') returns void language plpgsql as $$
begin
  raise exception using errcode = 'LD001', message = code, detail = facts::text;
end $$;
