import { expect, test } from 'vitest'
import { routineTestFaults } from '../../../scripts/check/routine-tests.ts'

const rule = (path: string) => ({ path, text: `create or replace function ${/(\w+)\.sql/.exec(path)?.[1]}(a text)` })
const holdStock = rule('shared/inventory/sql/hold_stock.sql')
const calling = (path: string) => ({ path, text: "await shop.call('hold_stock', {})" })

test('a routine without a test is reported with the test to add', () => {
  expect(routineTestFaults([holdStock], [calling('tests/orders/sql/place-order.test.ts')])).toEqual([
    'shared/inventory/sql/hold_stock.sql has no test. Add tests/inventory/sql/hold-stock.test.ts, which calls hold_stock.',
  ])
})

test('a test with the right name that calls another routine does not count', () => {
  const test = { path: 'tests/inventory/sql/hold-stock.test.ts', text: "await shop.call('hold_stocks', {})" }
  expect(routineTestFaults([holdStock], [test])).toHaveLength(1)
})

test.each(['hold-stock.test.ts', 'hold-stock.locks.test.ts'])('%s is the test of hold_stock', (file) => {
  expect(routineTestFaults([holdStock], [calling(`tests/inventory/sql/${file}`)])).toEqual([])
})

test('migrations and invariants need no test', () => {
  const invariant = { path: 'shared/inventory/invariants/no_oversell.sql', text: 'select 1' }
  expect(routineTestFaults([rule('shared/migrations/0001_orders.sql'), invariant], [])).toEqual([])
})
