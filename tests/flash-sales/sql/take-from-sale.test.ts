import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { saleOf, unitsOf } from '../../support/sql/small-sales.ts'
import { goods, stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

beforeEach(async () => {
  await goods(shop, 'A')
  await saleOf(shop, 'sale', 'A')
  await saleOf(shop, 'neighbour', 'A')
})

const take = (units: number) =>
  shop.row("select take_from_sale(s, $1::integer)::text as done from flash_sales s where id = 'sale'", [units])

describe('take_from_sale', () => {
  test.for([
    [4, 6],
    [10, null],
  ] as const)('%i units of 10 leave the hold of this sale: it holds %j', async ([units, left]) => {
    await take(units)
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 0, held: left })
    expect(await unitsOf(shop, 'neighbour')).toEqual({ claimed: 0, held: 10 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 20 - units })
  })

  test('a sale that does not hold them is a fault of the shop', async () => {
    await take(10)
    await shop.write('savepoint empty')
    await expect(take(1)).rejects.toThrow()
    await shop.write('rollback to empty')
  })
})
