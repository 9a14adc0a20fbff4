import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { deno } from '../../../scripts/build/targets/deno.ts'
import { netlify } from '../../../scripts/build/targets/netlify.ts'
import { vercel } from '../../../scripts/build/targets/vercel.ts'
import { workers } from '../../../scripts/build/targets/workers.ts'
import { buildTarget } from './build-target.ts'

const NODE_BUILT_IN = /(from|import|require\()\s*["']node:[a-z/]+["']/
/** Catalog reads and checkout, gzipped. */
const budgets = { 'list-categories': 110, 'list-products': 110, 'get-product': 110, 'place-order': 140 }

/**
 * `npm run build` checks every function's bundle. A platform adds its adapter: these functions import, between them,
 * everything that any function imports.
 */
const only = ['get-product', 'import-products', 'place-order', 'login', 'run-job', 'webhook']

describe.each(Object.entries({ workers, vercel, netlify, deno }))('%s', (_, target) => {
  test('contains no Node built-in', async () => {
    const { out, bundles } = await buildTarget(target, { only })
    const found = await Promise.all(
      bundles.map(async (file) => NODE_BUILT_IN.exec(await readFile(`${out}/${file}`, 'utf8'))?.[0]),
    )
    expect(found.filter((sign) => sign !== undefined)).toEqual([])
    expect(bundles.length).toBeGreaterThanOrEqual(only.length)
  }, 300_000)
})

test('catalog reads and checkout stay within their size budget with Sentry', async () => {
  const { out } = await buildTarget(workers, { only: Object.keys(budgets), sentry: true })
  for (const [name, kilobytes] of Object.entries(budgets)) {
    const code = await readFile(`${out}/${name}/index.js`)
    expect(gzipSync(code).byteLength, name).toBeLessThan(kilobytes * 1024)
    expect(NODE_BUILT_IN.exec(code.toString())).toBeNull()
    // Sentry is part of the bundle.
    expect(code.toString()).toContain('x-sentry-rate-limits')
  }
})
