-- The synonyms as staff see them: { groups, version, updatedAt }. request: {}
create or replace function read_synonyms(request jsonb) returns jsonb language plpgsql stable as $$
begin
  return (select jsonb_build_object('groups', groups, 'version', version, 'updatedAt', updated_at) from synonyms);
end $$;
