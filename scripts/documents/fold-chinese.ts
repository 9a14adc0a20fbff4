import { Converter } from 'opencc-js/t2cn'

/** Unified ideographs of the basic plane. Product names have no rarer ones. */
const FIRST = 0x3400
const LAST = 0x9fff

/** Traditional characters, as written in Hong Kong and elsewhere, with their simplified ones. */
function pairs(): [traditional: string, simplified: string][] {
  const fromTraditional = Converter({ from: 't', to: 'cn' })
  const fromHongKong = Converter({ from: 'hk', to: 'cn' })
  const found: [string, string][] = []
  for (let point = FIRST; point <= LAST; point++) {
    const written = String.fromCodePoint(point)
    const simplified = [fromTraditional(written), fromHongKong(written)].find((text) => text !== written)
    if (simplified?.length === 1) found.push([written, simplified])
  }
  return found
}

/** `fold_chinese.sql`, out of OpenCC's character tables. */
export function foldChinese(): string {
  return `-- Traditional characters become simplified ones, so that either finds the other. What search indexes and what shoppers
-- type both go through it, so a character that stands for two is no loss: it stands for both on both sides.
-- An object is searched by halves; translate() would go through the whole list for each character.
-- Written by \`npm run documents\` from the character tables of OpenCC (opencc-js, Apache-2.0): not to be edited.
create or replace function fold_chinese(written text) returns text language plpgsql immutable parallel safe as $$
declare
  simplified constant jsonb := '${JSON.stringify(Object.fromEntries(pairs()))}'::jsonb;
begin
  if octet_length(written) = length(written) then
    return written;
  end if;
  return (
    select string_agg(coalesce(simplified ->> sign, sign), '' order by place)
    from string_to_table(written, null) with ordinality as signs (sign, place)
  );
end $$;
`
}
