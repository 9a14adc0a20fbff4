import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'r' }
const replace = (groups: string[][], ifMatch?: number) => shop.call('replace_synonyms', { actor, groups, ifMatch })

test('replace_synonyms and read_synonyms: the new groups are searched, and the version counts changes', async () => {
  expect(await replace([['tea', 'cha']])).toMatchObject({ groups: [['tea', 'cha']], version: 2 })
  expect(await replace([['tea', 'cha']])).toMatchObject({ version: 2 })
  expect(await shop.call('read_synonyms', {})).toMatchObject({ groups: [['tea', 'cha']], version: 2 })
  expect(await shop.rows('select key from synonym_queries order by key')).toEqual([{ key: 'cha' }, { key: 'tea' }])
  expect(await replace([], 1)).toEqual({ refused: 'precondition_failed', facts: { version: 2 } })
  await replace(
    [
      ['a', 'b'],
      ['tea', 'cha'],
    ],
    2,
  )
  const [entry] = await shop.rows("select after from audit_log where entity = 'synonyms' order by id desc limit 1")
  expect(entry).toMatchObject({ after: { version: 3, added: [['a', 'b']] } })
})
