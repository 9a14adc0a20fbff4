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
  ])('stores before and after: %o, %o', async (before, after) => {
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

  test.each(['customerId', 'role', 'requestId'])('fails without the actor’s %s', async (part) => {
    const incomplete = JSON.stringify({ actor: { ...actor, [part]: undefined } })
    await expect(audit(null, '{}', incomplete)).rejects.toThrow(/not-null/)
  })

  test('fails with neither before nor after', async () => {
    await expect(audit(null, null)).rejects.toThrow(/audit_log_before_or_after/)
  })

  test.each(["update audit_log set entity_id = 'y'", 'delete from audit_log', 'truncate audit_log'])(
    'entries are append-only: %s',
    async (statement) => {
      await audit(null, '{}')
      await shop.write('savepoint written')
      await expect(shop.write(statement)).rejects.toThrow(/append-only/)
      await shop.write('rollback to written')
      expect(await shop.rows('select entity_id from audit_log')).toEqual([{ entity_id: 'x' }])
    },
  )
})
