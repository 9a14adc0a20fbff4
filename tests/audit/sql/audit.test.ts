import { describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const request = JSON.stringify({ actor })
const audit = (before: string | null, after: string | null, by = request) =>
  shop.run('audit', by, 'act', 'thing', 'x', before, after)

describe('audit', () => {
  test.each([
    [null, { a: 2 }],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, null],
  ])('writes down what was and what is: %o, %o', async (before, after) => {
    await audit(before && JSON.stringify(before), after && JSON.stringify(after))
    expect(await shop.rows('select *, created_at = now() as "isNow" from audit_log')).toEqual([
      expect.objectContaining({
        ...byActor,
        action: 'act',
        entity: 'thing',
        entity_id: 'x',
        before,
        after,
        isNow: true,
      }),
    ])
  })

  test.each(['customerId', 'role', 'requestId'])('without the actor’s %s nothing is done', async (part) => {
    const incomplete = JSON.stringify({ actor: { ...actor, [part]: undefined } })
    await expect(audit(null, '{}', incomplete)).rejects.toThrow(/not-null/)
  })

  test('a change of nothing to nothing is none', async () => {
    await expect(audit(null, null)).rejects.toThrow(/audit_log_says_something/)
  })

  test.each(["update audit_log set entity_id = 'y'", 'delete from audit_log', 'truncate audit_log'])(
    'what is written stays: %s',
    async (statement) => {
      await audit(null, '{}')
      await shop.write('savepoint written')
      await expect(shop.write(statement)).rejects.toThrow(/append-only/)
      await shop.write('rollback to written')
      expect(await shop.rows('select entity_id from audit_log')).toEqual([{ entity_id: 'x' }])
    },
  )
})
