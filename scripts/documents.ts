import { readdir, readFile, writeFile } from 'node:fs/promises'
import packageJson from '../package.json' with { type: 'json' }
import { composeSettings } from './documents/compose.ts'
import { configurationTable, environmentExample } from './documents/configuration.ts'
import { eventTable } from './documents/events.ts'
import { foldChinese } from './documents/fold-chinese.ts'
import { keysTable } from './documents/keys.ts'
import { brokenLinks } from './documents/links.ts'
import { luaJsonFiles } from './documents/lua.ts'
import { metricTable } from './documents/metrics.ts'
import { paymentEventTable } from './documents/payment-events.ts'
import { transitionTable } from './documents/transitions.ts'
import { readInvariantFiles } from './sql-files.ts'
import { runtimeVersions } from './test/install-runtimes.ts'
import { tour } from './tour.ts'

/** Generates what documents repeat from the code; `--check` fails when a document is outdated. */
const root = new URL('../', import.meta.url)
const checking = process.argv.includes('--check')
const faults: string[] = []

async function update(file: string, text: string): Promise<void> {
  const url = new URL(file, root)
  if ((await readFile(url, 'utf8').catch(() => '')) === text) return
  if (checking) faults.push(`${file} is outdated. Run: npm run documents`)
  else await writeFile(url, text)
}

/** Replaces the text between `<!-- name -->` and `<!-- /name -->`. */
async function updateSection(file: string, name: string, text: string): Promise<void> {
  const whole = await readFile(new URL(file, root), 'utf8')
  const [before, , after] = whole.split(new RegExp(`<!-- /?${name} -->`))
  if (before === undefined || after === undefined) {
    faults.push(`${file} has no marks <!-- ${name} -->`)
    return
  }
  await update(file, `${before}<!-- ${name} -->\n${text}\n<!-- /${name} -->${after}`)
}

// Edge functions cannot read files, so the statements are bundled.
await update('shared/operations/statements.json', `${JSON.stringify(await readInvariantFiles(), null, 2)}\n`)
await update('.env.example', environmentExample())

const COMPOSE = 'docker-compose.yml'
const compose = await readFile(new URL(COMPOSE, root), 'utf8')
await update(
  COMPOSE,
  compose.replace(/(# settings:[^\n]*\n).*(?= {4}# \/settings)/s, (_, mark) => `${mark}${composeSettings(compose)}\n`),
)

for (const folder of ['shared/platform/kv/lua/', 'shared/flash-sales/gate/']) {
  for (const { name, json } of await luaJsonFiles(new URL(folder, root))) await update(`${folder}${name}.json`, json)
}
await update('shared/search/sql/fold_chinese.sql', foldChinese())
await updateSection('docs/configuration.md', 'variables', configurationTable())
await updateSection('docs/reference.md', 'keys', keysTable())
await updateSection('docs/payments.md', 'events', paymentEventTable())
await updateSection('docs/reference.md', 'events', eventTable())
await updateSection('docs/orders.md', 'transitions', transitionTable())
await updateSection('docs/observability.md', 'metrics', await metricTable())
await updateSection('README.md', 'tour', `\`\`\`sh${tour('http://localhost:8000')}\`\`\``)

const dependencies = await readFile(new URL('docs/dependencies.md', root), 'utf8')
const packages = { ...packageJson.dependencies, ...packageJson.devDependencies, ...(await runtimeVersions()) }
for (const name of Object.keys(packages)) {
  if (!dependencies.includes(`\`${name}\``)) faults.push(`docs/dependencies.md does not say what ${name} is for`)
}
const pages = (await readdir(new URL('docs', root), { recursive: true })).filter((name) => name.endsWith('.md'))
for (const page of ['README.md', ...pages.map((name) => `docs/${name}`)])
  faults.push(...(await brokenLinks(root, page)))

for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1
