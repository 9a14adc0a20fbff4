import { expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertDelivery, insertEndpoint } from '../../support/sql/webhook-rows.ts'

const shop = await routineShop()
const remove = (id: string) => shop.call('delete_webhook', { actor, id })

test('deletes only the endpoint and its deliveries', async () => {
  for (const id of ['shop-a', 'shop-b']) {
    await insertEndpoint(shop, id)
    await insertDelivery(shop, `msg-${id}`, id)
  }
  const before = (await shop.row("select webhook_record(e) as record from webhook_endpoints e where id = 'shop-a'"))
    ?.record
  expect(await remove('shop-a')).toEqual({})
  expect(await shop.rows('select id from webhook_endpoints')).toEqual([{ id: 'shop-b' }])
  expect(await shop.rows('select id from webhook_deliveries')).toEqual([{ id: 'msg-shop-b' }])
  expect(await shop.rows('select * from audit_log')).toMatchObject([
    { ...byActor, action: 'delete', entity: 'webhook', entity_id: 'shop-a', before, after: null },
  ])
})

test('webhook_not_found', async () => {
  await insertEndpoint(shop, 'shop-a')
  expect(await remove('unknown')).toEqual({ refused: 'webhook_not_found', facts: {} })
  expect(await shop.rows('select id from webhook_endpoints')).toHaveLength(1)
})
