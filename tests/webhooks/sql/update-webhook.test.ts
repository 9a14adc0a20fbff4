import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'
import { insertEndpoint } from '../../support/sql/webhook-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  await insertEndpoint(shop, 'shop-a', {
    description: 'Books',
    event_types: ['order.paid'],
    version: 4,
    secret_number: 2,
  })
  await insertEndpoint(shop, 'shop-b')
})
const update = (changes: object, more: object = {}) =>
  shop.call('update_webhook', { actor, id: 'shop-a', changes, rotate: false, ...more })
const stored = () =>
  shop.row(`select *, updated_at = now() as touched,
    extract(epoch from previous_secret_until - now())::integer as both from webhook_endpoints where id = 'shop-a'`)
const recordOf = async (id: string) =>
  (await shop.row('select webhook_record(e) as record from webhook_endpoints e where id = $1', [id]))?.record
const audited = () => shop.rows('select * from audit_log')

describe('update_webhook', () => {
  test.each([
    { url: 'https://new.example/' },
    { description: '' },
    { event_types: null },
    { event_types: ['order.placed', 'order.paid'] },
    { active: false },
  ])('changes only the given fields and increments the version: %o', async (change) => {
    const before = await stored()
    const answer = await update(change)
    expect(await stored()).toEqual({ ...before, ...change, version: 5, updated_at: expect.anything(), touched: true })
    expect(answer).toEqual(await recordOf('shop-a'))
  })

  test('the audit log has before and after', async () => {
    const before = await recordOf('shop-a')
    const after = await update({ active: false })
    const row = { ...byActor, action: 'update', entity: 'webhook', entity_id: 'shop-a', before, after }
    expect(await audited()).toEqual([expect.objectContaining(row)])
  })

  test('a new secret: the old one is valid for 24 hours', async () => {
    await update({}, { rotate: true })
    expect(await stored()).toMatchObject({ secret_number: 3, both: 86_400, version: 5 })
  })

  test('activating it restarts the time until it is disabled', async () => {
    await shop.write(
      "update webhook_endpoints set active = false, disabled_at = now(), failing_since = now() where id = 'shop-a'",
    )
    await update({ active: true })
    expect(await stored()).toMatchObject({ active: true, disabled_at: null, failing_since: null })
  })

  test('another change keeps the failing state, and a disabled endpoint stays disabled', async () => {
    await shop.write("update webhook_endpoints set failing_since = '2026-01-01T00:00:00Z' where id = 'shop-a'")
    await update({ description: 'x' })
    expect(await stored()).toMatchObject({ failing_since: '2026-01-01T00:00:00+00:00' })
    await shop.write(
      "update webhook_endpoints set active = false, disabled_at = '2026-01-04T00:00:00Z' where id = 'shop-a'",
    )
    await update({ description: 'y' })
    expect(await stored()).toMatchObject({
      ...{ active: false, disabled_at: '2026-01-04T00:00:00+00:00', failing_since: '2026-01-01T00:00:00+00:00' },
    })
  })

  test.each([{}, { description: 'Books', active: true }])('no change: %o', async (change) => {
    const before = await stored()
    expect(await update(change)).toMatchObject({ id: 'shop-a', version: 4 })
    expect(await stored()).toEqual(before)
    expect(await audited()).toEqual([])
  })

  test('webhook_not_found', async () => {
    expect(await update({ active: false }, { id: 'unknown' })).toEqual({ refused: 'webhook_not_found', facts: {} })
  })

  test('precondition_failed', async () => {
    expect(await update({ active: false }, { ifMatch: 3 })).toMatchObject({ refused: 'precondition_failed' })
    expect(await update({ active: false }, { ifMatch: 4 })).toMatchObject({ version: 5 })
  })
})

describe.runIf(hasPostgres())('update_webhook beside another transaction', () => {
  test('waits for a concurrent change, and finds its version', async () => {
    const { shop, meet } = await twoSessions()
    await insertEndpoint(shop, 'shop-a', { disabled_at: fromNow(-1), active: false })
    const { waited, answer } = await meet({
      first: "update webhook_endpoints set version = 2 where id = 'shop-a'",
      routine: 'update_webhook',
      values: [JSON.stringify({ actor, ifMatch: 1, id: 'shop-a', changes: { active: true }, rotate: false })],
    })
    expect({ waited, answer }).toMatchObject({ waited: true, answer: { refused: 'precondition_failed' } })
  })
})
