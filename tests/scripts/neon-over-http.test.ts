import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { extractHttpDriver } from '../../scripts/build/neon-over-http.ts'

const driver = await readFile(new URL(import.meta.resolve('@neondatabase/serverless')), 'utf8')

test('the HTTP part of Neon’s driver is bundled, without client and pool', () => {
  expect(driver).toContain('"NeonPool"')
  const half = extractHttpDriver(driver)
  expect(half).not.toMatch(/NeonPool|NeonClient/)
  expect(half.match(/@__PURE__/g)?.length).toBeGreaterThan(20)
  expect(half).toMatch(/export \{ [\w$]+ as neon, [\w$]+ as neonConfig \}/)
})

test('a driver with another structure fails the build', () => {
  expect(() => extractHttpDriver(driver.replace('"getAuthToken");', '"token");'))).toThrow('has no "getAuthToken");')
  expect(() => extractHttpDriver(`${driver}a(Wu,"getAuthToken");`)).toThrow('has no "getAuthToken");')
  expect(() => extractHttpDriver(driver.replaceAll('=>()=>{', '=>()=>({'))).toThrow('no lazily initialized modules')
  expect(() => extractHttpDriver(driver.replace(/[\w$]+ as neonConfig,/, ''))).toThrow('does not export neonConfig')
})
