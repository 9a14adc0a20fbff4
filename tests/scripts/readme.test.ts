import { execFile, spawn } from 'node:child_process'
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import packageJson from '../../package.json' with { type: 'json' }

/** What the README and the documentation tell readers to run exists, and works as pasted. */
const documents = ['README.md', ...(await readdir('docs')).map((name) => `docs/${name}`)]
const texts = await Promise.all(documents.map(async (name) => ({ name, text: await readFile(name, 'utf8') })))
const readme = texts[0]?.text ?? ''

test('every command of npm run exists', () => {
  const named = texts.flatMap(({ name, text }) =>
    [...text.matchAll(/npm run ([a-z][\w-]*)/g)].map(([, command = '']) => ({ name, command })),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(({ command }) => !(command in packageJson.scripts))).toEqual([])
})

test('every file that a command of the README reads is there, or is made by the command before it', async () => {
  const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block)
  const files = blocks.flatMap((block) => {
    const made = [...block.matchAll(/curl -o (\S+)/g)].map(([, file]) => file)
    return [...block.matchAll(/[\s@]([\w/-]+\.(?:csv|json|jsonl))\b/g)]
      .map(([, file = '']) => file)
      .filter((file) => !made.includes(file))
  })
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) await expect(access(file), file).resolves.toBeUndefined()
})

const PATH = `${process.cwd()}/node_modules/.bin:/usr/bin:/bin`
const run = promisify(execFile)
const script = (name: string) => join(process.cwd(), 'scripts', `${name}.ts`)

test('the block "Your own products" makes a shop with products and slots, by the commands as they are written', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'larder-readme-'))
  onTestFinished(() => rm(cwd, { recursive: true, force: true }))
  const examples = join(process.cwd(), 'examples')
  await run('ln', ['-s', examples, join(cwd, 'examples')])
  const env = { PATH }
  const commands = [...readme.matchAll(/^npm run (import|create-admin) -- ([^#\n]*)/gm)]
  expect(commands.map(([, name]) => name)).toEqual(['import', 'create-admin', 'create-admin'])
  for (const [, name = '', args = ''] of commands.slice(0, 2)) {
    await run('bash', ['-euc', `node ${script(name)} ${args}`], { cwd, env })
  }
  const server = spawn('node', [join(process.cwd(), 'functions/_server.ts')], { cwd, env: { ...env, PORT: '0' } })
  const ended = new Promise((resolve) => server.on('exit', resolve))
  onTestFinished(async () => {
    server.kill('SIGINT')
    await ended
  })
  let said = ''
  const origin = await new Promise<string>((resolve) => {
    server.stderr.on('data', (chunk) => {
      said += chunk
      const found = /Products +(http:\S+)\/products/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
  const [, block = ''] = /<!-- own shop -->\n```sh\n(.*?)```/s.exec(readme) ?? []
  const pasted = block.replace('http://localhost:8000', origin)
  const { stdout } = await run('bash', ['-euc', pasted], { cwd, env })
  const [zone, slot, slots, imported] = stdout
    .trim()
    .split('\n')
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))
  expect(zone).toMatchObject({ fallback: true, fee: 2000 })
  expect(slot).toMatchObject({ capacity: 20, active: true })
  expect(slots).toMatchObject({ items: [{ id: slot?.id, remaining: 20 }] })
  expect(imported).toMatchObject({ rows: 12, bad: 0, products: { created: 0, unchanged: 12 } })
  const products = z.object({ items: z.array(z.unknown()) }).parse(await (await fetch(`${origin}/products`)).json())
  expect(products.items).toHaveLength(12)
})
