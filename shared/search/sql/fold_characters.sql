-- Normalizes spellings that mean the same: full-width letters, capitals, accents, apostrophes, traditional and simplified
-- characters, and the units of sizes ("1.5 litres" and "1.5公升" become "1.5l").
create or replace function fold_characters(written text) returns text language plpgsql immutable parallel safe as $$
declare
  -- This is first, because NFKD turns a standalone accent into a space.
  folded text := translate(written, '''’‘`´＇ʼ', '');
begin
  if octet_length(folded) > length(folded) then
    -- NFKD separates accents from letters, so that they can be removed. NFKC composes everything else again.
    folded := fold_chinese(normalize(regexp_replace(normalize(folded, NFKD), '[\u0300-\u036f]', '', 'g'), NFKC));
  end if;
  folded := lower(folded collate "C");
  if folded !~ '[0-9]' then
    return folded;
  end if;
  folded := regexp_replace(folded, '([0-9]),(?=[0-9]{3})', '\1', 'g');
  folded := regexp_replace(folded, '([0-9]) *(?:毫升|亳升|mls?(?![a-z]))', '\1ml ', 'g');
  folded := regexp_replace(folded, '([0-9]) *(?:公升|升|(?:l|litres?|liters?|ltrs?|lts?)(?![a-z]))', '\1l ', 'g');
  folded := regexp_replace(folded, '([0-9]) *(?:公斤|千克|(?:kgs?|kilos?|kilograms?)(?![a-z]))', '\1kg ', 'g');
  return regexp_replace(folded, '([0-9]) *(?:克|(?:gm?s?|grams?|grammes?)(?![a-z]))', '\1g ', 'g');
end $$;
