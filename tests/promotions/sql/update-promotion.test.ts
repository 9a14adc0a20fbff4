import { beforeEach, describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const update = (changes: object, more: object = {}) =>
  shop.call('update_promotion', { actor, promotionId: 'x', changes, ...more })
const stored = () => shop.row("select *, updated_at = now() as touched from promotions where id = 'x'")
const members = async () =>
  (await shop.rows("select sku from promotion_products where promotion_id = 'x' order by sku")).map(({ sku }) => sku)
const audited = () => shop.rows('select * from audit_log')

describe('update_promotion', () => {
  beforeEach(async () => {
    await shop.insert('promotions', {
      ...{ id: 'x', code: 'X', kind: 'bundle_free', quantity: 3, amount: 4, free_quantity: 2, percent: 5, version: 4 },
      ...{ description: '{"en": "X"}', starts_at: '2026-01-01T00:00:00Z', ends_at: '2026-02-01T00:00:00Z' },
      ...{ source: 'csv', updated_at: fromNow(-60) },
    })
    await shop.insert('promotion_products', { promotion_id: 'x', sku: 'OTHER-A' })
  })

  test.each([
    { code: 'Y' },
    { kind: 'bundle_price' },
    { quantity: 4 },
    { amount: 5 },
    { free_quantity: 1 },
    { free_choice: 'dearest' },
    { percent: 6 },
    { description: { en: 'Y' } },
    { starts_at: null },
    { ends_at: null },
    { active: false },
  ])('writes the given fields and increments the version: %o', async (change) => {
    const before = await stored()
    const answer = await update(change)
    expect(await stored()).toEqual({ ...before, ...change, version: 5, updated_at: expect.anything(), touched: true })
    expect(await members()).toEqual(['OTHER-A'])
    expect(answer).toEqual(await shop.run('promotion_record', 'x'))
  })

  test.each([[['OTHER-B']], [['OTHER-B', 'OTHER-A']], [['OTHER-A', 'OTHER-B', 'OTHER-B']], [[]]])(
    'replaces the products by %o and increments the version',
    async (skus) => {
      await update({ skus })
      expect(await members()).toEqual([...new Set(skus)].sort())
      const anothers = "select sku from promotion_products where promotion_id = 'other'"
      expect(await shop.rows(anothers)).toEqual([{ sku: 'OTHER-A' }])
      expect(await stored()).toMatchObject({ version: 5, touched: true })
    },
  )

  test.each([
    ['gone:csv', false, 'csv'],
    ['gone:csv', true, 'gone:csv'],
    ['csv', false, 'csv'],
  ])('source %s, active set to %s: the source becomes %s', async (source, active, expected) => {
    await shop.write("update promotions set source = $1, active = false where id = 'x'", source)
    await update({ active, amount: 1 })
    expect(await stored()).toMatchObject({ active, source: expected })
  })

  test('the audit log has before and after', async () => {
    const before = await shop.run('promotion_record', 'x')
    const after = await update({ skus: ['OTHER-B'] })
    const row = { ...byActor, action: 'update', entity: 'promotion', entity_id: 'x', before, after }
    expect(await audited()).toEqual([expect.objectContaining(row)])
  })

  test.each([{}, { amount: 4, skus: ['OTHER-A', 'OTHER-A'] }])(
    'without a difference nothing is written: %o',
    async (change) => {
      const before = await stored()
      expect(await update(change)).toMatchObject({ id: 'x', version: 4 })
      expect(await stored()).toEqual(before)
      expect(await audited()).toEqual([])
    },
  )

  test.each([
    ['promotion_not_found', {}, { promotionId: 'none' }, {}],
    ['precondition_failed', { skus: [] }, { ifMatch: 3 }, { version: 4 }],
    ['unknown_products', { skus: ['NONE'] }, {}, { skus: ['NONE'] }],
  ])('%s', async (refused, changes, more, facts) => {
    const before = await stored()
    expect(await update(changes, more)).toEqual({ refused, facts })
    expect([await stored(), await members()]).toEqual([before, ['OTHER-A']])
    expect(await audited()).toEqual([])
  })
})
