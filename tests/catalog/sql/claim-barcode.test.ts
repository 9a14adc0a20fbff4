import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const claim = (barcode: string | null) => shop.run('claim_barcode', barcode, 'NEW')
const barcode = '0036000291452'

test('claim_barcode refuses the number of another product, with its SKU', async () => {
  await insertProduct(shop, 'OLD', { barcode })
  const errors = [{ path: 'barcode', message: 'belongs to the product OLD', sku: 'OLD' }]
  expect(await claim('036000291452')).toEqual({ refused: 'conflicting_change', facts: { errors } })
  expect(await claim(null)).not.toHaveProperty('refused')
  expect(await claim('96385074')).not.toHaveProperty('refused')
})

test('claim_barcode takes the number from a product that left its feed', async () => {
  await insertProduct(shop, 'OLD', { barcode, active: false, source: 'gone:feed' })
  expect(await claim('036000291452')).not.toHaveProperty('refused')
  expect(await shop.row("select barcode, version from products where sku = 'OLD'")).toEqual({
    barcode: null,
    version: 2,
  })
})

test('claim_barcode leaves the number with a product that staff took off sale', async () => {
  await insertProduct(shop, 'OLD', { barcode, active: false, source: 'feed' })
  expect(await claim(barcode)).toMatchObject({ refused: 'conflicting_change' })
})
