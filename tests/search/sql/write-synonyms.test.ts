import { expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

test('write_synonyms replaces all queries; a term of two groups has the terms of both, and of no third', async () => {
  const groups = [
    ['Shrimps', 'prawn'],
    ['prawn', '蝦'],
    ['蝦', 'ebi'],
    ['Ground  Beef', 'beef mince'],
    ['%', '!'],
  ]
  await shop.rows('update synonyms set groups = $1::jsonb', [JSON.stringify(groups)])
  await shop.rows('select write_synonyms()')
  expect(
    await shop.rows('select key, exact::text, kind::text, ending::text from synonym_queries order by key'),
  ).toEqual([
    { key: 'beef mince', exact: "'groundbeef'", kind: "'%groundbeef'", ending: "'==groundbeef'" },
    { key: 'ebi', exact: "'虾'", kind: "'%虾'", ending: "'=虾'" },
    { key: 'ground beef', exact: "'beefmince'", kind: "'%beefmince'", ending: "'==beefmince'" },
    {
      key: 'prawn',
      exact: "'shrimps' | 'shrimp' | '虾'",
      kind: "'%shrimps' | '%shrimp' | '%虾'",
      ending: "'=shrimps' | '=shrimp' | '==shrimps' | '=虾'",
    },
    { key: 'shrimp', exact: "'prawn'", kind: "'%prawn'", ending: "'=prawn' | '==prawn'" },
    {
      key: '虾',
      exact: "'ebi' | 'prawn'",
      kind: "'%ebi' | '%prawn'",
      ending: "'=ebi' | '==ebi' | '=prawn' | '==prawn'",
    },
  ])
})
