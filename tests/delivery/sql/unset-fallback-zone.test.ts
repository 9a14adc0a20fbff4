import { beforeEach, describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const unset = () => shop.call('unset_fallback_zone', { actor })
const zones = () =>
  shop.rows('select id, fallback, version, updated_at = now() as touched from delivery_zones order by id')
const untouched = { fallback: false, version: 3, touched: false }

beforeEach(async () => {
  for (const id of ['c', 'a', 'b']) await insertZone(shop, id, { version: 3, updated_at: fromNow(-60) })
})

describe('unset_fallback_zone', () => {
  test('changes and audits only the fallback zone', async () => {
    await shop.write("update delivery_zones set fallback = true where id = 'b'")
    await unset()
    expect(await zones()).toEqual([
      { ...untouched, id: 'a' },
      { id: 'b', fallback: false, version: 4, touched: true },
      { ...untouched, id: 'c' },
    ])
    const row = { ...byActor, action: 'update', entity: 'delivery_zone', entity_id: 'b' }
    const [before, after] = [
      { fallback: true, version: 3 },
      { fallback: false, version: 4 },
    ]
    expect(await shop.rows('select * from audit_log')).toMatchObject([{ ...row, before, after }])
  })

  test('without a fallback zone, nothing changes', async () => {
    await unset()
    expect(await zones()).toEqual(['a', 'b', 'c'].map((id) => ({ ...untouched, id })))
    expect(await shop.rows('select from audit_log')).toEqual([])
  })
})
