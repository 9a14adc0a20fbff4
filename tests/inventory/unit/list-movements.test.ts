import { getTableColumns } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { listMovements } from '../../../shared/inventory/list-movements.ts'
import { stockMovements } from '../../../shared/inventory/tables.ts'
import { databaseReturning } from '../../support/select-database.ts'

const at = '2026-11-28T10:00:00.000Z'
const movement = (id: number) => ({
  ...{ id, sku: 'A', delta: -2, reason: 'sold', note: null, orderId: 'ord_1', actor: 'checkout', createdAt: at },
})
const row = (id: number) => {
  const known: Record<string, unknown> = { ...movement(id), requestKey: 'key' }
  return Object.keys(getTableColumns(stockMovements)).map((column) => known[column] ?? null)
}
const listed = (id: number) => ({ ...movement(id), id: String(id) })

describe('a page of a product’s stock ledger', () => {
  test('is read newest first, with one extra row, and without the request key', async () => {
    const { database, selected } = databaseReturning([row(9), row(8), row(7)])
    const page = await listMovements(database, 'A', { limit: 2 })
    expect(page).toEqual({ ok: true, value: { items: [listed(9), listed(8)], nextCursor: '8' }, headers: {} })
    expect(selected()).toEqual({
      ...{ name: 'list_movements', where: '"inventory"."sku" = product_sku($1)' },
      ...{ order: '"stock_movements"."id" desc', values: ['A', 3] },
    })
  })

  test('the last page has no nextCursor', async () => {
    const page = await listMovements(databaseReturning([row(9), row(8)]).database, 'A', { limit: 2 })
    expect(page).toMatchObject({ value: { items: [listed(9), listed(8)], nextCursor: null } })
  })

  test('starts after the cursor', async () => {
    const { database, selected } = databaseReturning([row(6)])
    await listMovements(database, 'A', { limit: 2, cursor: 7 })
    expect(selected().values).toEqual([7, 'A', 3])
  })

  test('is empty when no older movement exists', async () => {
    const none = Object.keys(getTableColumns(stockMovements)).map(() => null)
    const page = await listMovements(databaseReturning([none]).database, 'A', { limit: 2 })
    expect(page).toEqual({ ok: true, value: { items: [], nextCursor: null }, headers: {} })
  })

  test('404 product_not_found', async () => {
    const page = await listMovements(databaseReturning([]).database, 'A', { limit: 2 })
    expect(page).toEqual({
      ok: false,
      code: 'product_not_found',
      detail: 'The product does not exist. GET /products lists all products.',
      facts: {},
    })
  })
})
