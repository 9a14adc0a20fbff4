-- Normalizes spellings that mean the same: full-width letters, capitals, accents, apostrophes, traditional and simplified
-- characters, letters that NFKD does not separate ("ß" becomes "ss"), thousands separators, and the units of sizes ("1.5
-- litres" and "1.5公升" become "1.5l", "1,000 µg" becomes "1000mcg").
create or replace function fold_characters(written text) returns text language plpgsql immutable parallel safe as $$
declare
  -- This is first, because NFKD turns a standalone accent into a space.
  folded text := translate(written, '''’‘`´＇ʼ', '');
begin
  if octet_length(folded) > length(folded) then
    -- NFKD separates accents from letters, so that they can be removed. NFKC composes everything else again.
    folded := fold_chinese(normalize(regexp_replace(normalize(folded, NFKD), '[\u0300-\u036f]', '', 'g'), NFKC));
    if folded ~ '[ßẞæÆœŒøØđĐðÐłŁıþÞμ]' then
      folded := replace(replace(replace(replace(replace(replace(replace(replace(folded,
        'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th');
      folded := translate(folded, 'øØđĐðÐłŁıμ', 'ooddddlliu');
    end if;
  end if;
  folded := lower(folded collate "C");
  if folded !~ '[0-9]' then
    return folded;
  end if;
  folded := regexp_replace(folded, '([0-9]),(?=[0-9]{3})', '\1', 'g');
  folded := regexp_replace(folded, '([0-9]) *(?:毫升|亳升|mls?(?![a-z]))', '\1ml ', 'g');
  folded := regexp_replace(folded, '([0-9]) *(?:公升|升|(?:l|litres?|liters?|ltrs?|lts?)(?![a-z]))', '\1l ', 'g');
  folded := regexp_replace(folded, '([0-9]) *(?:公斤|千克|(?:kgs?|kilos?|kilograms?)(?![a-z]))', '\1kg ', 'g');
  folded := regexp_replace(folded, '([0-9]) *(?:克|(?:gm?s?|grams?|grammes?)(?![a-z]))', '\1g ', 'g');
  -- Most texts have none of these.
  if folded ~ '[0-9] *(?:毫|微|国|安|盎|磅|厘|公分|[muiolpc][cgubznm])' then
    folded := regexp_replace(folded, '([0-9]) *(?:毫克|(?:mgs?|milligrams?)(?![a-z]))', '\1mg ', 'g');
    folded := regexp_replace(folded, '([0-9]) *(?:微克|(?:mcgs?|ugs?|micrograms?)(?![a-z]))', '\1mcg ', 'g');
    folded := regexp_replace(folded, '([0-9]) *(?:国际单位|ius?(?![a-z]))', '\1iu ', 'g');
    folded := regexp_replace(folded, '([0-9]) *(?:安士|盎司|(?:oz|ounces?)(?![a-z]))', '\1oz ', 'g');
    folded := regexp_replace(folded, '([0-9]) *(?:磅|(?:lbs?|pounds?)(?![a-z]))', '\1lb ', 'g');
    folded := regexp_replace(folded, '([0-9]) *(?:毫米|mms?(?![a-z]))', '\1mm ', 'g');
    folded := regexp_replace(folded, '([0-9]) *(?:厘米|公分|cms?(?![a-z]))', '\1cm ', 'g');
  end if;
  return folded;
end $$;
