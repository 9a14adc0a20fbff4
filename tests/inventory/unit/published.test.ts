import { expect, test } from 'vitest'
import listMovements from '../../../functions/inventory/list-movements.ts'
import { describedAndPublished } from '../../support/published.ts'

test('openapi.json matches the definitions of the stock ledger', () => {
  const { described, published } = describedAndPublished([listMovements.definition])
  expect(Object.keys(described)).toEqual(
    expect.arrayContaining(['list-movements', 'StockMovementPage, a part', 'StockMovement, a part']),
  )
  expect(described).toEqual(published)
})
