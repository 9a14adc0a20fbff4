import { beforeEach, describe, expect, test } from 'vitest'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'
import { emptyShop, importText, rowsOf } from '../catalog-import/import-file.ts'
import { testDatabase } from '../support/database.ts'

const { database } = await testDatabase()
const now = new Date()
const later = new Date(now.getTime() + 24 * 3_600_000)
const count = async (table: string) =>
  Number((await rowsOf(database, `select count(*)::integer as n from ${table}`))[0]?.n)
const change = (text: string) => database.query({ name: '', text }, [])

beforeEach(async () => {
  await emptyShop(database)
})

describe('a shop that is seeded', () => {
  test('for the first time has products, slots and a flash sale; the day after, the slots of another day', async () => {
    expect(await seedShop(database, now, 'Asia/Hong_Kong')).toMatchObject({
      own: false,
      products: await count('products'),
    })
    const before = await Promise.all(['products', 'promotion_products', 'flash_sales', 'delivery_slots'].map(count))
    const again = await seedShop(database, later, 'Asia/Hong_Kong')
    expect(again).toMatchObject({ products: 0, own: false })
    expect(again.slots).toBeGreaterThan(3)
    const after = await Promise.all(['products', 'promotion_products', 'flash_sales', 'delivery_slots'].map(count))
    expect(after).toEqual([...before.slice(0, 3), Number(before[3]) + again.slots])
  })

  test('again does not restore a product that staff removed from a promotion', async () => {
    await seedShop(database, now, 'Asia/Hong_Kong')
    await change("delete from promotion_products where sku = 'MILK-0001'")
    const left = await count('promotion_products')
    await seedShop(database, later, 'Asia/Hong_Kong')
    expect(await count('promotion_products')).toBe(left)
  })

  test('again, after its flash sale and with the product sold out, gets no other sale', async () => {
    await seedShop(database, now, 'Asia/Hong_Kong')
    const sales = await count('flash_sales')
    await change("update flash_sales set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'")
    await change('update inventory set on_hand = held')
    expect(await seedShop(database, later, 'Asia/Hong_Kong')).toMatchObject({ own: false })
    expect(await count('flash_sales')).toBe(sales)
  })
})

test('a shop with its own products gets nothing, even with categories of the same names', async () => {
  await importText(database, 'sku,name_en,category,price\nA,Cola,Drinks > Cola,5.00\n', { format: 'csv' })
  expect(await seedShop(database, now, 'Asia/Hong_Kong')).toEqual({ products: 0, slots: 0, own: true })
  expect([await count('products'), await count('categories'), await count('promotions')]).toEqual([1, 2, 0])
})
