import { expect, test } from 'vitest'
import { assets } from '../../../functions/_docs/assets.ts'
import { testDatabase } from '../../support/database.ts'
import { shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase()
const shop = shopOn(database, env)
const page = await shop.call('GET', '/docs')
const [, path = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(page.text) ?? []

test('200: an asset of the page may be cached forever, because its name contains a hash', async () => {
  expect(path).toMatch(/^\/assets\/docs\.[0-9a-f]{12}\.css$/)
  const { status, headers, text } = await shop.call('GET', path)
  expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(text).toContain('max-width')
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  expect(path).toContain(Buffer.from(digest.subarray(0, 6)).toString('hex'))
})

test('404 for another hash is not cached', async () => {
  const { status, headers, body } = await shop.call('GET', '/assets/docs.000000000000.css')
  expect([status, headers.get('cache-control')]).toEqual([404, 'no-store'])
  expect(body).toMatchObject({ code: 'asset_not_found' })
})

test('the page contains the path of every asset', async () => {
  for (const { file } of await assets()) expect(page.text).toContain(`/assets/${file}`)
})
