import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import { shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase()
const shop = shopOn(database, env)
const paths = ['/docs', '/openapi.json', '/health/', '/products']

test('200: programs get links as JSON, and each link works', async () => {
  for (const accept of [undefined, '*/*', 'application/json', 'application/json, text/html']) {
    const { status, body, headers } = await shop.call('GET', '/', accept === undefined ? {} : { headers: { accept } })
    expect(status).toBe(200)
    expect(Object.values(Object(body))).toEqual(['Larder', ...paths])
    expect(headers.get('vary')).toMatch(/accept/i)
  }
  for (const path of paths) expect((await shop.call('GET', path)).status, path).toBe(200)
})

test('200: browsers get the links as a page', async () => {
  const { status, text, headers } = await shop.call('GET', '/', {
    headers: { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
  })
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  for (const path of paths) expect(text).toContain(`href="${path}"`)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})
