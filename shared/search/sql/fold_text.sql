-- Text after fold_characters, with its words separated by one space. Words have letters, digits, a point between digits, and
-- Chinese, Japanese and Korean characters.
create or replace function fold_text(written text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(fold_characters(written),
    '(?:[^a-z0-9.\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\.(?![0-9])|(?<![0-9])\.)+', ' ', 'g'))
$$;
