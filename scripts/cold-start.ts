import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { functionFiles } from '../functions/_files.ts'
import { edgeOptions } from './build/options.ts'
import { type ColdStarts, inEdgeRuntime, inNode, inProcess, inWorkerd } from './cold-start/measure.ts'

const help = `Measures what each function takes of the processor from nothing to its first answer, in each runtime: its code
is read, run once, and answers a request that is not its own. About two minutes; Linux.

  npm run cold-start                prints the table
  npm run cold-start -- --write     puts it into docs/bundles.md
`
/** What is wanted of workerd. */
const WANTED_MILLISECONDS = 50

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
})
if (values.help) {
  process.stdout.write(help)
  process.exit()
}

const root = new URL('../', import.meta.url).pathname
const folder = await mkdtemp(join(tmpdir(), 'larder-cold-start-'))
const files = await functionFiles()
const options = { ...edgeOptions(root), entryPoints: files.map((file) => `${root}functions/${file}`) }
const listen = "event.respondWith(larder.default.fetch(event.request, { LOG_LEVEL: 'silent' }, event))"
await build({ ...options, outdir: `${folder}/modules` })
await build({
  ...{ ...options, outdir: `${folder}/listeners`, format: 'iife', globalName: 'larder' },
  footer: { js: `addEventListener('fetch', (event) => ${listen})` },
})
const bundles = files.map((file) => {
  const name = file.replace(/\.ts$/, '')
  return { name, file: `${folder}/modules/${name}.js`, listener: `${folder}/listeners/${name}.js` }
})

const rights = ['run', '--no-prompt', '--no-config', '--allow-read', '--allow-env']
const columns: [runtime: string, took: ColdStarts][] = [
  ['workerd', await inWorkerd(bundles)],
  ['Deno', await inProcess('deno', rights, bundles)],
  ['Bun', await inProcess('bun', [], bundles)],
  ['edge-runtime', await inEdgeRuntime(bundles)],
  ['Node', await inNode(bundles)],
]
await rm(folder, { recursive: true })

const text = describe()
process.stdout.write(text)
if (values.write) {
  const document = new URL('../docs/bundles.md', import.meta.url)
  const [before, , after] = (await readFile(document, 'utf8')).split(/<!-- \/?cold-start -->/)
  await writeFile(document, `${before}<!-- cold-start -->\n${text}<!-- /cold-start -->${after}`)
}

function describe(): string {
  const figure = (took: ColdStarts, name: string) => (took.get(name) ?? 0).toFixed(1)
  const rows = bundles.map(
    ({ name }) => `| \`${name}\` | ${columns.map(([, took]) => figure(took, name)).join(' | ')} |`,
  )
  const slow = [...(columns[0]?.[1] ?? [])].filter(([, milliseconds]) => milliseconds > WANTED_MILLISECONDS)
  const judged = slow.length === 0 ? 'all of them' : `all but ${slow.map(([name]) => `\`${name}\``).join(', ')}`
  return [
    `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}. Milliseconds of processor time, the least of three tries.`,
    `At most ${WANTED_MILLISECONDS} ms in workerd: ${judged}.`,
    '',
    `| function | ${columns.map(([runtime]) => runtime).join(' | ')} |`,
    `|---|${columns.map(() => '---').join('|')}|`,
    ...rows,
    '',
  ].join('\n')
}
