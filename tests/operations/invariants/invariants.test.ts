import { describe, expect, test } from 'vitest'
import { readInvariantFiles } from '../../../scripts/sql-files.ts'
import { checkInvariants } from '../../../shared/operations/check-invariants.ts'
import { hasPostgres, testDatabase } from '../../support/database.ts'
import { eventBreakages } from './event-breakages.ts'
import { makeHealthyShop } from './healthy-shop.ts'
import { flashSaleBreakages, holdBreakages, slotBreakages } from './limit-breakages.ts'
import { moneyBreakages } from './money-breakages.ts'
import { couponBreakages, orderBreakages } from './order-breakages.ts'
import { sabotaged } from './sabotage.ts'
import { stockBreakages } from './stock-breakages.ts'
import { sumBreakages } from './sum-breakages.ts'

const scripts = await readInvariantFiles()
const breakages = [
  ...[stockBreakages, orderBreakages, couponBreakages, eventBreakages, moneyBreakages],
  ...[sumBreakages, flashSaleBreakages, slotBreakages, holdBreakages],
].flat()

describe.each(hasPostgres() ? ['postgres', 'embedded'] : ['embedded'])('on %s', async (kind) => {
  const { database } = await testDatabase({ embedded: kind === 'embedded' })

  test('all hold in an empty shop', async () => {
    const { holds, items } = await checkInvariants(database, scripts)
    expect({ holds, ids: items.map(({ id }) => id) }).toEqual({
      holds: true,
      ids: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10'],
    })
  })

  test('all hold in a shop with every kind of order', async () => {
    await makeHealthyShop(database)
    const statuses = await database.query({ name: 'statuses', text: 'select id, status from orders' }, [])
    expect(Object.fromEntries(statuses.map(({ id, status }) => [id, status]))).toEqual({
      ...{ waiting: 'pending_payment', cancelled: 'cancelled', free: 'paid', paid: 'paid' },
      ...{ 'taken-back': 'cancelled', refunded: 'refunded', expired: 'expired', late: 'paid' },
      packed: 'out_for_delivery',
      disputed: 'paid',
    })
    const { items } = await checkInvariants(database, scripts)
    expect(items.filter(({ holds }) => !holds)).toEqual([])
  })

  test.each(breakages.map((breakage) => ({ ...breakage, id: breakage.seen[0] })))(
    '$id detects: $clause',
    async (breakage) => {
      const { holds, items } = await checkInvariants(sabotaged(database, breakage.statements), scripts)
      expect(holds).toBe(false)
      const broken = items.filter((item) => !item.holds)
      expect(broken.map(({ id }) => id)).toEqual([...breakage.seen].sort(byNumber))
      const own = broken.find(({ id }) => id === breakage.id)?.counterexamples ?? []
      if (breakage.clause !== '') expect(own.map((row) => row.broken)).toContain(breakage.clause)
    },
  )

  test('the violations were rolled back', async () => {
    const { items } = await checkInvariants(database, scripts)
    expect(items.filter(({ holds }) => !holds)).toEqual([])
  })
})

test('every clause of every invariant has a test', () => {
  const clauses = scripts.flatMap(({ text }) => [...text.matchAll(/^select '([^']+)'/gm)].map(([, clause]) => clause))
  expect(clauses.length).toBeGreaterThan(50)
  const broken = new Set(breakages.map(({ clause }) => clause))
  expect(clauses.filter((clause) => clause === undefined || !broken.has(clause))).toEqual([])
})

const byNumber = (left: string, right: string) => Number(left.slice(1)) - Number(right.slice(1))
