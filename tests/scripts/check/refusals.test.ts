import { expect, test } from 'vitest'
import { refusalFaults } from '../../../scripts/check/refusals.ts'

const table = { slot_full: { status: 409 }, cart_empty: { status: 409, placement: true } } as const
const users = [{ path: 'shared/carts/cart.ts', text: "refusal('cart_empty'); refusal('slot_full')" }]
const routine = (name: string, body: string) => ({
  path: `shared/orders/sql/${name}.sql`,
  text: `-- Refuses.\ncreate or replace function ${name}(request jsonb) returns void language plpgsql as $$\n${body}\n$$;`,
})

test('a code that is only in SQL is reported with its file, its line and the entry to add', () => {
  const file = routine('check_wine', "begin\n  perform refuse('too_much_wine');\nend")
  expect(refusalFaults(table, [file], users)).toEqual([
    "shared/orders/sql/check_wine.sql:4 refuses with 'too_much_wine', which is not in shared/refusals.ts: callers would get " +
      "status 500. Add: too_much_wine: { status: 409, detail: '…' },",
  ])
})

test('a code that is not a literal is reported, but not the definition of refuse', () => {
  const files = [routine('refuse', ''), routine('check_wine', 'perform refuse(code_of(cart))')]
  expect(refusalFaults(table, files, users)).toEqual([
    expect.stringContaining('check_wine.sql:3 refuses with a code that is not a literal'),
  ])
})

test('a code in a comment is ignored', () => {
  expect(refusalFaults(table, [routine('check_wine', "-- refuse('too_much_wine')")], users)).toEqual([])
})

test('an unused code of the table is reported', () => {
  const unused = { ...table, wine_sold_out: { status: 409 } }
  expect(refusalFaults(unused, [], users)).toEqual([
    expect.stringContaining('contains wine_sold_out, which neither SQL'),
  ])
})

test('refusals of routines that place_order calls must be marked', () => {
  const files = [
    routine('place_order', 'perform check_order(request)'),
    routine('check_order', "perform refuse('cart_empty'); perform refuse('slot_full')"),
    routine('book_slot', "perform refuse('slot_full')"),
  ]
  expect(refusalFaults(table, files, users)).toEqual([
    "shared/orders/sql/check_order.sql:3 refuses an order with 'slot_full'. Mark it in shared/refusals.ts: " +
      'slot_full: { placement: true, … },',
  ])
})
