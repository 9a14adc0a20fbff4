-- Refuses with precondition_failed { version } when the caller has changed another version than the one that is there.
-- request: the caller's, of which { ifMatch?: version } is read; null or absent is any. The caller has locked the row, so
-- of two who have read the same version, the second finds the first one's.
create or replace function require_version(request jsonb, current_version integer) returns void language plpgsql as $$
begin
  if (request ->> 'ifMatch')::integer <> current_version then
    perform refuse('precondition_failed', jsonb_build_object('version', current_version));
  end if;
end $$;
