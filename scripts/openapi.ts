import { readFile, writeFile } from 'node:fs/promises'
import { manifest } from '../functions/_manifest.ts'
import { describeApi } from './openapi/describe-api.ts'

/** Generates the document that `/openapi.json` serves; `--check` fails when it is outdated. */
const file = new URL('../functions/_docs/openapi.json', import.meta.url)
const text = `${JSON.stringify(describeApi(manifest.map(({ definition }) => definition)), null, 1)}\n`

if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8')) !== text) {
    process.stderr.write('functions/_docs/openapi.json is outdated. Run: npm run openapi\n')
    process.exitCode = 1
  }
} else {
  await writeFile(file, text)
}
