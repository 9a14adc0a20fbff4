import { expect, test } from 'vitest'
import { readInvariantFiles } from '../../scripts/sql-files.ts'
import { InvariantReport } from '../../shared/operations/check-invariants.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { testDatabase } from '../support/database.ts'
import { shopOn } from '../support/shop.ts'

const { database, env } = await testDatabase()
const shop = shopOn(database, env)
const headers = await staffHeaders(shop)
const read = async () => {
  const answer = await shop.call('GET', '/admin/invariants', { headers })
  expect(answer.status, answer.text).toBe(200)
  return InvariantReport.parse(answer.body)
}

test('200: every invariant of the shop, by number, and all hold', async () => {
  const { holds, items } = await read()
  expect(holds).toBe(true)
  expect(items.map(({ id }) => id)).toEqual(Array.from(await readInvariantFiles(), (_, index) => `I${index + 1}`))
  expect(items.every((item) => item.title.length > 10 && item.counterexamples.length === 0)).toBe(true)
})

test('a violated invariant is returned with the row that violates it', async () => {
  await database.runScript(
    `insert into categories (id, slug, name) values ('c', 'c', '{"en": "C"}');
     insert into products (sku, category_id, name, unit, price, price_quantity)
     values ('BROKEN', 'c', '{"en": "x"}', 'each', 1, 1);
     insert into inventory (sku, on_hand) values ('BROKEN', 5);`,
    1,
  )
  const { holds, items } = await read()
  expect(holds).toBe(false)
  const broken = items.filter((item) => !item.holds)
  expect(broken.map(({ id }) => id)).toEqual(['I2'])
  expect(broken[0]?.counterexamples).toEqual([expect.objectContaining({ sku: 'BROKEN' })])
})
