import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { problems } from '../../../shared/platform/http/problem-codes.ts'
import { testDatabase } from '../../support/database.ts'
import { shopOn } from '../../support/shop.ts'

const { database, env } = await testDatabase()
const shop = shopOn(database, env)
const { status, headers, text } = await shop.call('GET', '/docs')

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

test('every operation has an example request that a shell accepts', async () => {
  const sections = [...text.matchAll(/<section id="([^"]+)">.*?<pre>(curl .*?)<\/pre>/gs)]
  expect(sections.map(([, operation]) => operation).sort()).toEqual(
    manifest.map(({ definition }) => definition.operation).sort(),
  )
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
  const examples = sections.map(([, , example = '']) => example.replaceAll(/&\w+;/g, (name) => entities[name] ?? name))
  // Parses without running a command.
  await promisify(execFile)('bash', ['-n', '-c', examples.join('\n')])
  expect(examples.filter((example) => example.includes('undefined'))).toEqual([])
})

test('an example places an order as it is written, with the variables of the shell', async () => {
  const [, example = ''] = /<section id="place-order">.*?<pre>(curl .*?)<\/pre>/s.exec(text) ?? []
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
  const command = example.replaceAll(/&\w+;/g, (name) => entities[name] ?? name)
  const curl = 'curl() { printf "%s\\n" "$@"; }; uuidgen() { echo a-key; }; LARDER=http://shop.example; '
  const { stdout } = await promisify(execFile)('bash', ['-euc', curl + command])
  const sent = stdout.trim().split('\n')
  expect(sent.slice(0, 5)).toEqual(['-X', 'POST', 'http://shop.example/orders', '-H', 'Idempotency-Key: a-key'])
  const { definition } = manifest.find((one) => one.definition.operation === 'place-order') ?? {}
  expect(definition?.body?.safeParse(JSON.parse(sent.at(-1) ?? '')).success).toBe(true)
})

test('the columns of tables have fixed widths, so that no short word is broken', async () => {
  const [, stylesheet = ''] = /rel="stylesheet" href="([^"]+)"/.exec(text) ?? []
  const { text: style } = await shop.call('GET', stylesheet)
  expect(style).toMatch(/table \{[^}]*table-layout: fixed/)
  expect(style).toMatch(/td:nth-child\(2\) \{ width: 9rem/)
})
