import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { saleOf } from '../../support/sql/small-sales.ts'
import { goods } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

beforeEach(() => goods(shop, 'A'))

const running = (limit: number) => shop.call('running_flash_sales', { limit })

/** The sale that stands by ends in an hour. */
describe('running_flash_sales', () => {
  test('those that end first before the others; early ones too, ended ones not', async () => {
    await saleOf(shop, 'b-late', 'A', { endsIn: 90 })
    await saleOf(shop, 'd-twin', 'A', { endsIn: 60 })
    await saleOf(shop, 'c-twin', 'A', { endsIn: 60 })
    await saleOf(shop, 'early', 'A', { endsIn: 99, starts_at: fromNow(50) })
    await saleOf(shop, 'over', 'A', { endsIn: 0 })
    await saleOf(shop, 'stopped', 'A', { active: false })
    expect(await running(9)).toEqual({ saleIds: ['c-twin', 'd-twin', 'b-late', 'early', 'other'], remaining: 0 })
    expect(await running(3)).toEqual({ saleIds: ['c-twin', 'd-twin', 'b-late'], remaining: 2 })
  })

  test('none is running', async () => {
    await shop.write('savepoint running')
    await shop.write('update flash_sales set active = false')
    expect(await running(9)).toEqual({ saleIds: [], remaining: 0 })
    await shop.write('rollback to running')
  })

  test('none is asked for', async () => {
    expect(await running(0)).toEqual({ saleIds: [], remaining: 1 })
  })
})
