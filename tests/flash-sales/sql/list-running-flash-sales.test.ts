import { beforeEach, describe, expect, test } from 'vitest'
import { insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(() => insertProduct(shop, 'A'))

const running = (limit: number) => shop.call('list_running_flash_sales', { limit })

/** The sale `other` of the bystanders ends in an hour. */
describe('list_running_flash_sales', () => {
  test('in the order of their end, with scheduled sales and without ended ones', async () => {
    await insertFlashSale(shop, 'b-late', 'A', { endsIn: 90 })
    await insertFlashSale(shop, 'd-twin', 'A', { endsIn: 60 })
    await insertFlashSale(shop, 'c-twin', 'A', { endsIn: 60 })
    await insertFlashSale(shop, 'early', 'A', { endsIn: 99, starts_at: fromNow(50) })
    await insertFlashSale(shop, 'over', 'A', { endsIn: 0 })
    await insertFlashSale(shop, 'stopped', 'A', { active: false })
    expect(await running(9)).toEqual({ saleIds: ['c-twin', 'd-twin', 'b-late', 'early', 'other'], remaining: 0 })
    expect(await running(3)).toEqual({ saleIds: ['c-twin', 'd-twin', 'b-late'], remaining: 2 })
  })

  test('no running sale', async () => {
    await shop.write('savepoint running')
    await shop.write('update flash_sales set active = false')
    expect(await running(9)).toEqual({ saleIds: [], remaining: 0 })
    await shop.write('rollback to running')
  })

  test('a limit of 0', async () => {
    expect(await running(0)).toEqual({ saleIds: [], remaining: 1 })
  })
})
