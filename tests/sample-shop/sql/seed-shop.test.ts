import { expect, test } from 'vitest'
import { buildSeed } from '../../../shared/sample-shop/build-seed.ts'
import { testDatabase } from '../../support/database.ts'

const { database } = await testDatabase()

test('seed_shop fills an empty shop once', async () => {
  const seed = buildSeed(new Date(), 'Asia/Hong_Kong')
  const first = await database.call('seed_shop', seed)
  expect(first).toMatchObject({ own: false, products: seed.products.length, slots: seed.deliverySlots.length })
  expect(await database.call('seed_shop', seed)).toEqual({ own: false, products: 0, slots: 0 })
})
