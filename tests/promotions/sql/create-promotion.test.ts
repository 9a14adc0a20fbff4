import { describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const plain = {
  ...{ code: 'NEW', kind: 'bundle_price', quantity: 2, amount: 5, free_quantity: 0, free_choice: 'cheapest' },
  ...{ percent: 0, description: { en: 'New' }, active: true, skus: ['OTHER-B'] },
}
const whole = {
  ...{ ...plain, kind: 'bundle_free', free_quantity: 1, free_choice: 'dearest', percent: 3, active: false },
  ...{ starts_at: '2026-01-01T00:00:00+00:00', ends_at: '2026-02-01T00:00:00+00:00' },
}
const create = (promotion: object) => shop.call('create_promotion', { actor, promotionId: 'new', promotion })
const stored = () => shop.row("select * from promotions where id = 'new'")

describe('create_promotion', () => {
  test('writes all columns and each product once, and returns the promotion_record', async () => {
    const answer = await create({ ...whole, skus: ['OTHER-B', 'OTHER-A', 'OTHER-B'] })
    const { skus: _, ...columns } = whole
    expect(await stored()).toMatchObject({ ...columns, id: 'new', source: null, version: 1 })
    expect(answer).toEqual(await shop.run('promotion_record', 'new'))
    expect(answer).toMatchObject({ skus: ['OTHER-A', 'OTHER-B'] })
  })

  test('writes the audit log', async () => {
    const answer = await create(plain)
    const row = { ...byActor, action: 'create', entity: 'promotion', entity_id: 'new', before: null, after: answer }
    expect(await shop.rows('select * from audit_log')).toEqual([expect.objectContaining(row)])
  })

  test.each([
    ['promotion_exists', { code: 'OTHER' }, {}],
    ['unknown_products', { skus: ['OTHER-A', 'NONE'] }, { skus: ['NONE'] }],
  ])('%s', async (refused, changes, facts) => {
    expect(await create({ ...plain, ...changes })).toEqual({ refused, facts })
    expect(await stored()).toBeUndefined()
    expect(await shop.rows('select from audit_log')).toEqual([])
  })
})
