import { beforeEach, describe, expect, test } from 'vitest'
import { insertFlashSale, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertFlashSale(shop, 'sale', 'A')
  await insertFlashSale(shop, 'neighbour', 'A')
})

const reduce = (units: number) =>
  shop.row("select reduce_sale_hold(s, $1::integer)::text as done from flash_sales s where id = 'sale'", [units])

describe('reduce_sale_hold', () => {
  test.for([
    [4, 6],
    [10, null],
  ] as const)('the hold of 10 is reduced by %i units: it is %j', async ([units, left]) => {
    await reduce(units)
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: left })
    expect(await readSaleUnits(shop, 'neighbour')).toEqual({ claimed: 0, held: 10 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 20 - units })
  })

  test('throws when the sale does not hold the units', async () => {
    await reduce(10)
    await shop.write('savepoint empty')
    await expect(reduce(1)).rejects.toThrow()
    await shop.write('rollback to empty')
  })
})
