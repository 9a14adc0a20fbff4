-- Refuses with precondition_failed { version } when the request's ifMatch is not the current version.
-- request: { ifMatch?: version }; null or absent matches any version. The calling routine must have locked the row, so the
-- second of two edits of the same version is refused.
create or replace function require_version(request jsonb, current_version integer) returns void language plpgsql as $$
begin
  if (request ->> 'ifMatch')::integer <> current_version then
    perform refuse('precondition_failed', jsonb_build_object('version', current_version));
  end if;
end $$;
