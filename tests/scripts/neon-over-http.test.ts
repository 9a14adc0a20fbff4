import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { httpHalf } from '../../scripts/build/neon-over-http.ts'

const driver = await readFile(new URL(import.meta.resolve('@neondatabase/serverless')), 'utf8')

test('of Neon’s driver its HTTP half is bundled, without client and pool', () => {
  expect(driver).toContain('"NeonPool"')
  const half = httpHalf(driver)
  expect(half).not.toMatch(/NeonPool|NeonClient/)
  expect(half.match(/@__PURE__/g)?.length).toBeGreaterThan(20)
  expect(half).toMatch(/export \{ [\w$]+ as neon, [\w$]+ as neonConfig \}/)
})

test('a driver that is built otherwise fails the build', () => {
  expect(() => httpHalf(driver.replace('"getAuthToken");', '"token");'))).toThrow('has no "getAuthToken");')
  expect(() => httpHalf(`${driver}a(Wu,"getAuthToken");`)).toThrow('has no "getAuthToken");')
  expect(() => httpHalf(driver.replaceAll('=>()=>{', '=>()=>({'))).toThrow('no modules that are run when asked for')
  expect(() => httpHalf(driver.replace(/[\w$]+ as neonConfig,/, ''))).toThrow('does not export neonConfig')
})
