import { describe, expect, test } from 'vitest'
import { routineShop } from '../../../support/sql/routine-shop.ts'

const shop = await routineShop()
const require = (request: object, version: number) => shop.run('require_version', JSON.stringify(request), version)

describe('require_version', () => {
  test.each([{ ifMatch: 3 }, { ifMatch: null }, {}])('accepts %o for version 3', async (request) => {
    expect(await require(request, 3)).not.toHaveProperty('refused')
  })

  test.each([2, 4])('precondition_failed for version 3 when %i is current', async (version) => {
    expect(await require({ ifMatch: 3 }, version)).toEqual({ refused: 'precondition_failed', facts: { version } })
  })
})
