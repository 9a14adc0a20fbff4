import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { batch } from './import-samples.ts'

const shop = await routineShop()
const send = (...categories: unknown[]) => shop.call('import_categories', { ...batch, categories })
const drinks = { id: 'd', parent_id: null, name: { en: 'Cold drinks' }, slugs: ['cold-drinks', 'cold-drinks-2'] }
const tea = { id: 't', parent_id: 'd', name: { en: 'Iced tea' }, slugs: ['iced-tea'] }

test('categories are created once, below their parents', async () => {
  expect(await send(drinks, tea)).toEqual({ ids: { d: 'd', t: 't' }, created: 2, changed: 0 })
  expect(await send(drinks, tea)).toEqual({ ids: { d: 'd', t: 't' }, created: 0, changed: 0 })
  expect(await shop.row("select parent_id, slug from categories where id = 't'")).toEqual({
    ...{ parent_id: 'd', slug: 'iced-tea' },
  })
})

test('a category of the same name is used, and gets the language that it lacks', async () => {
  await shop.insert('categories', { id: 'own', slug: 'cold-drinks', name: '{"en": "cold Drinks"}' })
  const both = { ...drinks, name: { en: 'Cold drinks', 'zh-Hant': '凍飲' } }
  expect(await send(both, tea)).toEqual({ ids: { d: 'own', t: 't' }, created: 1, changed: 1 })
  expect(await shop.row("select name from categories where id = 'own'")).toEqual({
    name: { en: 'cold Drinks', 'zh-Hant': '凍飲' },
  })
})

test('a slug that is in use is skipped', async () => {
  await shop.insert('categories', { id: 'own', slug: 'cold-drinks', name: '{"en": "Other"}' })
  await send(drinks)
  expect(await shop.row("select slug from categories where id = 'd'")).toEqual({ slug: 'cold-drinks-2' })
})
