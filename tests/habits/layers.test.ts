import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

/** The lint rules that keep the layers apart, asked about files that cross them. */
const folder = await mkdtemp(join(tmpdir(), 'larder-layers-'))
afterAll(() => rm(folder, { recursive: true }))
await cp('biome.json', join(folder, 'biome.json'))
spawnSync('git', ['init', '-q', folder])
await writeFile(join(folder, '.gitignore'), 'node_modules/\n')

async function lint(file: string, source: string): Promise<string> {
  const path = join(folder, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${source}\n`)
  const { stdout, stderr } = spawnSync('biome', ['lint', '--colors=off', file], { cwd: folder, encoding: 'utf8' })
  return stdout + stderr
}

test.each([
  ['shared/carts/a.ts', '../http/endpoint.ts', 'the domain importing HTTP'],
  ['shared/orders/a.ts', '../../functions/_router.ts', 'the domain importing a function'],
  ['shared/http/a.ts', '../../scripts/database.ts', 'shared code importing a script'],
  ['shared/pricing/a.ts', '../db/database.ts', 'a price that asks a database'],
  ['functions/carts/a.ts', './get-cart.ts', 'a function importing its neighbour'],
  ['functions/carts/b.ts', '../orders/get-order.ts', 'a function importing another'],
  ['functions/carts/c.ts', '../_router.ts', 'a function importing the router'],
])('%s may not import %s: %s', async (file, imported) => {
  expect(await lint(file, `import { a } from '${imported}'\na()`)).toContain('noRestrictedImports')
})

test.each(['shared/carts/n.ts', 'functions/carts/n.ts'])('%s may not import what only Node has', async (file) => {
  expect(await lint(file, "import { readFile } from 'node:fs'\nreadFile('x', () => {})")).toContain('noNodejsModules')
})

test('the environment is read in one place', async () => {
  expect(await lint('shared/carts/e.ts', 'export const port = process.env.PORT')).toContain('noProcessEnv')
})

test('what is allowed passes', async () => {
  const source = "import { Cart } from '../../shared/carts/cart.ts'\nexport const cart = Cart"
  expect(await lint('functions/carts/fine.ts', source)).not.toContain('lint/')
})
