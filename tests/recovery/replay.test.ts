import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { testShop } from '../support/shop.ts'

/** Runs the runbook's statement on a shop with succeeded, failed and refunded payments. */
const shop = await testShop()
const runbook = await readFile('docs/runbook.md', 'utf8')
const [, statement = ''] = /```sql\n\s*(update payment_events .*;)\n\s*```/.exec(runbook) ?? []

test('replayed callbacks change nothing', async () => {
  const paid = await shop.order({ lines: { 'MILK-0001': 2 } })
  await shop.conclude(paid)
  await shop.conclude(await shop.order({ lines: { 'MILK-0001': 1 } }), 'fail')
  const cancelled = await shop.order({ lines: { 'MILK-0002': 1 } })
  await shop.conclude(cancelled)
  await shop.cancel(cancelled)
  await shop.job('deliver-outbox')
  const books = async () => [
    await shop.rows('select id, status, refunded from orders order by id'),
    await shop.rows('select sku, on_hand, held from inventory order by sku'),
    await shop.rows('select count(*)::int as count from stock_movements'),
    await shop.rows('select topic, count(*)::int as count from outbox group by topic order by topic'),
  ]
  await shop.job('process-webhooks')
  const before = await books()

  await shop.rows(statement)
  const waiting = 'select count(*)::int as count from payment_events where processed_at is null'
  const [row] = await shop.rows(waiting)
  expect(row?.count).toBeGreaterThan(2)
  expect(await shop.job('process-webhooks')).toEqual({ processed: row?.count, remaining: 0 })
  expect(await shop.rows(waiting)).toEqual([{ count: 0 }])
  expect(await books()).toEqual(before)
})
