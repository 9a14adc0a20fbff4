import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { buildFunctions } from '../support/edge-bundles.ts'

/** Importing a function has no side effects: it creates what it needs on its first request. */
const bundles = await buildFunctions()
const require = createRequire(import.meta.url)

describe('an import', () => {
  const done: string[] = []
  const note = (what: string) => () => {
    done.push(what)
    return new Promise<never>(() => {})
  }

  /** What is done while a module is imported, by Node itself: the test runner's loader sets timers of its own. */
  function importing(file: string): string[] {
    done.length = 0
    const spies = [
      vi.spyOn(globalThis, 'fetch').mockImplementation(note('fetch')),
      vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
        done.push('randomness')
        return array
      }),
      vi.spyOn(crypto.subtle, 'digest').mockImplementation(note('digest')),
      vi.spyOn(crypto.subtle, 'importKey').mockImplementation(note('importKey')),
      vi.spyOn(crypto.subtle, 'sign').mockImplementation(note('sign')),
      ...(['setTimeout', 'setInterval', 'setImmediate'] as const).map((name) =>
        vi.spyOn(globalThis, name).mockImplementation((): never => {
          throw new Error(`${name} at import`)
        }),
      ),
      ...(['log', 'info', 'warn', 'error'] as const).map((name) =>
        vi.spyOn(console, name).mockImplementation(() => {
          done.push(`console.${name}`)
        }),
      ),
    ]
    try {
      require(file)
    } catch (error) {
      done.push(String(error))
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
    return [...done]
  }
  test.each(bundles)('of $name sets no timer, draws no randomness, sends no request and logs nothing', ({ file }) => {
    expect(importing(file)).toEqual([])
  })

  test.each([
    ['setTimeout(() => {}, 1)', 'Error: setTimeout at import'],
    ["fetch('http://127.0.0.1/')", 'fetch'],
    ['crypto.getRandomValues(new Uint8Array(1))', 'randomness'],
    ["crypto.subtle.digest('SHA-256', new Uint8Array(1))", 'digest'],
    ["console.warn('hello')", 'console.warn'],
  ])('with a side effect is detected: %s', async (code, seen) => {
    const folder = await mkdtemp(join(tmpdir(), 'larder-import-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'naive.js'), `export default 0\n${code}`)
    expect(importing(join(folder, 'naive.js'))).toEqual([seen])
  })
})
