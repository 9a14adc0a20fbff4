import { expect, test } from 'vitest'
import * as z from 'zod'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const Work = z.object({ waiting: z.int(), oldestSeconds: z.int() })
const View = z.object({ outbox: Work.extend({ dead: z.int() }), inbox: Work, expired: Work })
const view = async () => View.parse(await shop.call('health_view', {}))
/** Older than all existing rows. */
const DAYS = 90 * 86_400

const message = (columns: Record<string, Value>) =>
  shop.insert('outbox', { topic: 'order_paid', payload: '{}', created_at: fromNow(-DAYS), ...columns })
const event = (id: string, columns: Record<string, Value>) =>
  shop.insert('payment_events', {
    ...{ provider: 'sandbox', event_id: id, type: 'x', payload: '{}', received_at: fromNow(-DAYS), ...columns },
  })

test('the outbox: pending messages, the oldest, and dead ones, without webhooks', async () => {
  const before = await view()
  await message({})
  await message({ created_at: fromNow(-30) })
  await message({ dead_at: fromNow(-1), created_at: fromNow(-2 * DAYS) })
  await message({ delivered_at: fromNow(-1), created_at: fromNow(-2 * DAYS) })
  await message({ topic: 'webhook', created_at: fromNow(-2 * DAYS) })
  const { waiting, dead } = before.outbox
  const outbox = { waiting: waiting + 2, oldestSeconds: DAYS, dead: dead + 1 }
  expect(await view()).toEqual({ ...before, outbox })
})

test('the inbox: events that are not applied, and the oldest', async () => {
  const before = await view()
  await event('a', {})
  await event('b', { received_at: fromNow(-20) })
  await event('c', { received_at: fromNow(-2 * DAYS), processed_at: fromNow(-1), outcome: 'ignored' })
  const inbox = { waiting: before.inbox.waiting + 2, oldestSeconds: DAYS }
  expect(await view()).toEqual({ ...before, inbox })
})

test('unpaid orders that have expired, including this moment', async () => {
  const before = await view()
  await insertOrder(shop, 'over', { expires_at: fromNow(-DAYS) })
  await insertOrder(shop, 'now', { expires_at: fromNow(0) })
  await insertOrder(shop, 'waits', { expires_at: fromNow(1) })
  await insertOrder(shop, 'taken', { expires_at: fromNow(-2 * DAYS), status: 'paid' })
  const expired = { waiting: before.expired.waiting + 2, oldestSeconds: DAYS }
  expect(await view()).toEqual({ ...before, expired })
})

test('without pending work: 0 seconds', async () => {
  await shop.write('savepoint calm')
  await shop.write('delete from outbox')
  const { outbox } = await view()
  await shop.write('rollback to calm')
  expect(outbox).toEqual({ waiting: 0, oldestSeconds: 0, dead: 0 })
})
