import { readdir, readFile } from 'node:fs/promises'
import packageJson from '../package.json' with { type: 'json' }
import { crossings, cycles, type Imports, importsOf } from './layers/imports.ts'

/** Which folder may import which, and that no files import each other in a circle. Fails with a line for each breach. */
const root = new URL('../', import.meta.url)
const files = (await readdir(root, { recursive: true }))
  .filter((file) => /^(functions|scripts|shared|tests)\/.*\.ts$/.test(file))
  .sort()
const imports: Imports = new Map()
for (const file of files) {
  imports.set(file, importsOf(file, await readFile(new URL(file, root), 'utf8'), packageJson.imports))
}

const faults = [...crossings(imports), ...cycles(imports)]
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1
