import { describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const endpoint = {
  ...{ id: 'shop-a', url: 'https://a.example/hook', description: 'Books', event_types: ['order.paid'], active: false },
}
const create = (more: object = {}) => shop.call('create_webhook', { actor, endpoint: { ...endpoint, ...more } })
const stored = () => shop.row("select *, created_at = now() as now from webhook_endpoints where id = 'shop-a'")

describe('create_webhook', () => {
  test('stores the endpoint with its first secret and returns its record', async () => {
    const record = await create()
    expect(await stored()).toMatchObject({ ...endpoint, secret_number: 1, version: 1, now: true, failing_since: null })
    expect(record).toEqual((await shop.row('select webhook_record(e) as record from webhook_endpoints e'))?.record)
    expect(await shop.rows('select * from audit_log')).toMatchObject([
      { ...byActor, action: 'create', entity: 'webhook', entity_id: 'shop-a', before: null, after: record },
    ])
  })

  test('null event types: all events', async () => {
    await create({ event_types: null, active: true })
    expect(await stored()).toMatchObject({ event_types: null, active: true })
  })
})
