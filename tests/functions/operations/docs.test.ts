import { expect, test } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { problems } from '../../../shared/platform/http/problem-codes.ts'
import { testDatabase } from '../../support/database.ts'
import { shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase()
const { status, headers, text } = await shopOn(database, env).call('GET', '/docs')

test('200: the policy of the page allows no scripts and no other sites', () => {
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/script-src|unsafe-|\*/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(text).not.toMatch(/<script|<style|\sstyle=|javascript:|\son\w+=/i)
  expect(text).toMatch(/^<!doctype html>/i)
})

test('every operation has a section, its path and an entry in the table of contents', () => {
  for (const { definition } of manifest) {
    expect(text, definition.operation).toContain(`id="${definition.operation}"`)
    expect(text, definition.operation).toContain(`href="#${definition.operation}"`)
    expect(text, definition.operation).toContain(definition.route)
  }
})

test('every problem has the anchor of its type', () => {
  for (const code of Object.keys(problems)) expect(text).toContain(`id="problem-${code}"`)
})

test('every link inside the page has a target', () => {
  const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target)
  expect(targets.filter((target) => !ids.has(target))).toEqual([])
})
